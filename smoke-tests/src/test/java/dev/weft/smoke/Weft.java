package dev.weft.smoke;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the tests start JVMs with the packaged agent. */
final class Weft {
  /** The jar that the build has packaged. */
  static final Path JAR =
      Path.of(System.getProperty("weft.agent.jar")).toAbsolutePath().normalize();

  /** The project's folder. */
  static final Path ROOT = Path.of(System.getProperty("weft.root")).toAbsolutePath().normalize();

  /** The class path of the small applications in src/main. */
  static final String APPS = System.getProperty("weft.apps");

  private Weft() {}

  /** {@code java <arguments>}, with the agent. */
  static ProcessBuilder java(Jdk jdk, String... arguments) {
    return javaWith(JAR.toString(), jdk, arguments);
  }

  /** {@code java <arguments>}, with the agent given in this form: {@code jar[=arguments]}. */
  static ProcessBuilder javaWith(String agent, Jdk jdk, String... arguments) {
    return plainJava(jdk, List.of("-javaagent:" + agent), arguments);
  }

  /** An application of smoke-tests/apps, with the agent, whose spans go to this collector. */
  static ProcessBuilder app(
      String name, Jdk jdk, OtlpReceiver collector, String mainClass, String... arguments) {
    List<String> all = new ArrayList<>(List.of(collector.options()));
    all.add("-cp");
    all.add(classPath(name));
    all.add(mainClass);
    all.addAll(List.of(arguments));
    return java(jdk, all.toArray(String[]::new));
  }

  /** The class path of an application of smoke-tests/apps. */
  static String classPath(String app) {
    Path target = ROOT.resolve("smoke-tests/apps/" + app + "/target");
    return target.resolve("classes") + File.pathSeparator + target.resolve("lib") + "/*";
  }

  /** {@code java <options> <arguments>}, without an agent but those among the options. */
  static ProcessBuilder plainJava(Jdk jdk, List<String> options, String... arguments) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(arguments));
    return plainJava(jdk, all.toArray(String[]::new));
  }

  /** {@code java <arguments>}, without the agent. */
  static ProcessBuilder plainJava(Jdk jdk, String... arguments) {
    return command(jdk.tool("java").toString(), arguments);
  }

  /** A command in an environment without the settings of who runs the tests. */
  static ProcessBuilder command(String executable, String... arguments) {
    List<String> command = new ArrayList<>(List.of(executable));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(
            name ->
                name.startsWith("OTEL_")
                    || name.equals("JAVA_TOOL_OPTIONS")
                    || name.equals("_JAVA_OPTIONS")
                    || name.equals("JDK_JAVA_OPTIONS"));
    return builder;
  }
}
