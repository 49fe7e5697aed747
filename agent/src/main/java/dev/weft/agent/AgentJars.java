package dev.weft.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The other jars that this JVM was told to start as agents: those that have started and those that
 * will. Looks into each of them once at most, and never into its own.
 */
final class AgentJars {
  private static final String OPTION = "-javaagent:";

  private final File ownJar;

  /** The agents' classes by the jars' paths, as far as they have been read. */
  private final Map<String, String> premainClasses = new HashMap<>();

  AgentJars(File ownJar) {
    this.ownJar = ownJar;
  }

  /** Their paths, in the order of their start. */
  List<String> paths(Instrumentation instrumentation) throws Exception {
    Class<?> module;
    try {
      module = Class.forName("java.lang.Module");
    } catch (ClassNotFoundException java8) {
      return atTheEndOf(System.getProperty("java.class.path", ""));
    }
    return optionsIn(jvmArguments(instrumentation, module));
  }

  /** What {@code -javaagent} options name. */
  List<String> optionsIn(String[] jvmArguments) {
    List<String> paths = new ArrayList<>();
    for (String argument : jvmArguments) {
      if (argument.startsWith(OPTION)) {
        int end = argument.indexOf('=');
        String path = argument.substring(OPTION.length(), end < 0 ? argument.length() : end);
        if (!isOwn(path)) {
          paths.add(path);
        }
      }
    }
    return paths;
  }

  /** Java 8 adds agents to the class path, all before it starts the first. */
  List<String> atTheEndOf(String classPath) throws IOException {
    List<String> paths = new ArrayList<>();
    int end = classPath.length();
    while (end > 0) {
      int start = classPath.lastIndexOf(File.pathSeparatorChar, end - 1) + 1;
      String path = classPath.substring(start, end);
      if (!isOwn(path)) {
        if (premainClass(path) == null) {
          break;
        }
        paths.add(0, path);
      }
      end = start - 1;
    }
    return paths;
  }

  private boolean isOwn(String path) {
    return new File(path).getAbsoluteFile().equals(ownJar);
  }

  /** The class that a jar names as its agent's; null if it has none. */
  @Nullable String premainClass(String path) throws IOException {
    String name = premainClasses.get(path);
    if (name == null) {
      name = readPremainClass(new File(path));
      if (name != null) {
        premainClasses.put(path, name);
      }
    }
    return name;
  }

  private static @Nullable String readPremainClass(File file) throws IOException {
    if (!file.isFile()) {
      return null;
    }
    try (JarFile jar = new JarFile(file, false)) {
      Manifest manifest = jar.getManifest();
      return manifest == null ? null : manifest.getMainAttributes().getValue("Premain-Class");
    }
  }

  /**
   * From all places where they may stand: the command line, files of arguments, the environment.
   * The official way to them is java.management, which must not start before the application's
   * main.
   */
  private static String[] jvmArguments(Instrumentation instrumentation, Class<?> module)
      throws Exception {
    Method getModule = Class.class.getMethod("getModule");
    Object ours = getModule.invoke(AgentJars.class);
    Class<?> vm = Class.forName("jdk.internal.misc.VM");
    Instrumentation.class
        .getMethod("redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
        .invoke(
            instrumentation,
            getModule.invoke(Object.class),
            Collections.emptySet(),
            Collections.singletonMap("jdk.internal.misc", Collections.singleton(ours)),
            Collections.emptyMap(),
            Collections.emptySet(),
            Collections.emptyMap());
    return (String[]) vm.getMethod("getRuntimeArguments").invoke(null);
  }
}
