package dev.weft.smoke;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A way to run the self-calling service, which the agent must make no difference to. */
enum JvmShape {
  /** As most do. */
  CLASS_PATH(8),

  /** With a policy that grants the service its sockets, and the agent everything. */
  SECURITY_MANAGER(8) {
    @Override
    boolean existsOn(Jdk jdk) {
      return jdk.version() <= 17;
    }

    @Override
    List<String> options(SelfCallingJars jars, Path folder) throws Exception {
      Path policy =
          Files.writeString(
              folder.resolve("policy"),
              """
              grant codeBase "%s" {
                permission java.security.AllPermission;
              };
              grant codeBase "%s" {
                permission java.net.SocketPermission "127.0.0.1:0-", "listen,accept,connect";
                permission java.lang.RuntimePermission "modifyThread";
              };
              """
                  .formatted(Weft.JAR.toUri(), jars.plain().toUri()));
      List<String> all =
          new ArrayList<>(List.of("-Djava.security.manager", "-Djava.security.policy==" + policy));
      all.addAll(super.options(jars, folder));
      return all;
    }
  },

  /** A named module that reads only those of the JDK's server and its newer client. */
  MODULES(11) {
    @Override
    List<String> options(SelfCallingJars jars, Path folder) throws Exception {
      return List.of("-p", jars.modular().toString(), "-m", "example.relay/example.relay.Server");
    }
  },

  /** Tomcat and its servlet as named modules. */
  TOMCAT_AS_MODULES(11) {
    @Override
    List<String> options(SelfCallingJars jars, Path folder) throws Exception {
      Path libraries = Weft.ROOT.resolve("smoke-tests/apps/tomcat-10/target/lib");
      return List.of(
          "-p",
          jars.tomcat() + File.pathSeparator + libraries,
          "--add-modules",
          "ALL-MODULE-PATH",
          // Before Java 17 it must switch a cache off.
          "--add-opens",
          "java.base/java.io=org.apache.tomcat.embed.core",
          "-m",
          "tomcat.app/example.smoke.Server");
    }

    @Override
    boolean logs() {
      return true;
    }
  },

  /** No module but those that the service and any agent need. */
  SMALLEST_IMAGE(11) {
    @Override
    ProcessBuilder command(Jdk jdk, Path folder, List<String> arguments) throws Exception {
      return super.command(SmallestImage.of(jdk, folder, "jdk.httpserver"), folder, arguments);
    }
  },

  /** A container that cannot be written to, and whose user is nobody. */
  READ_ONLY_CONTAINER(8) {
    @Override
    ProcessBuilder command(Jdk jdk, Path folder, List<String> arguments) throws Exception {
      return JvmContainer.run(List.of("--read-only", "--user", "65534:65534"), jdk, arguments);
    }
  },

  /** A container that has one processor and little memory. */
  ONE_CPU_CONTAINER(8) {
    @Override
    ProcessBuilder command(Jdk jdk, Path folder, List<String> arguments) throws Exception {
      return JvmContainer.run(List.of("--cpus", "1", "--memory", "256m"), jdk, arguments);
    }
  },

  /** One processor, as far as the JVM knows. */
  ONE_CPU(8) {
    @Override
    List<String> options(SelfCallingJars jars, Path folder) throws Exception {
      List<String> all = new ArrayList<>(List.of("-XX:ActiveProcessorCount=1"));
      all.addAll(super.options(jars, folder));
      return all;
    }
  },

  /** All options, the agent's too, by the environment. */
  JAVA_TOOL_OPTIONS(8) {
    @Override
    ProcessBuilder command(Jdk jdk, Path folder, List<String> arguments) throws Exception {
      List<String> options =
          arguments.stream()
              .takeWhile(
                  argument -> argument.startsWith("-D") || argument.startsWith("-javaagent:"))
              .toList();
      ProcessBuilder builder =
          super.command(jdk, folder, arguments.subList(options.size(), arguments.size()));
      builder.environment().put("JAVA_TOOL_OPTIONS", String.join(" ", options));
      return builder;
    }
  };

  private final int since;

  JvmShape(int since) {
    this.since = since;
  }

  /** Whether this JDK knows it. */
  boolean existsOn(Jdk jdk) {
    return jdk.version() >= since;
  }

  /** Whether the service writes a log with times to standard error. */
  boolean logs() {
    return false;
  }

  /** What follows the agent's options on the command line. */
  List<String> options(SelfCallingJars jars, Path folder) throws Exception {
    return List.of("-cp", jars.plain().toString(), "example.smoke.SelfCallingServer");
  }

  /** {@code java <arguments>}. */
  ProcessBuilder command(Jdk jdk, Path folder, List<String> arguments) throws Exception {
    return Weft.plainJava(jdk, arguments.toArray(String[]::new));
  }
}
