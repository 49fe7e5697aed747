package dev.weft.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * Tells the JDK's own tools (keytool, jcmd, javac …) from applications. An agent in {@code
 * JAVA_TOOL_OPTIONS} is started in each of them too, and has no business there.
 */
final class JdkTool {
  /** Where the JDK keeps the main classes of its tools, up to Java 8 and in JShell's remote JVM. */
  private static final String[] PACKAGES = {
    "sun.", "jdk.", "com.sun.tools.", "com.sun.corba.", "com.sun.java.util.jar.pack."
  };

  /** {@code java Service.java} is an application that the compiler's launcher runs. */
  private static final String SOURCE_LAUNCHER = "com.sun.tools.javac.launcher.";

  private JdkTool() {}

  /** Whether this JVM runs one. */
  static boolean isRunning() {
    return isTool(
        System.getProperty("jdk.module.main"), // set when the main class is in a module, Java 9+
        System.getProperty("sun.java.command"));
  }

  /**
   * Whether this is a tool's start.
   *
   * @param module the main class's module; null if it is in none
   * @param command {@code [module/]main class}, or the path of a jar, then the arguments
   */
  static boolean isTool(@Nullable String module, @Nullable String command) {
    String first = command == null ? "" : firstWord(command);
    String mainClass = first.substring(first.indexOf('/') + 1);
    if (mainClass.startsWith(SOURCE_LAUNCHER)) {
      return false;
    }
    if (module != null) {
      return module.startsWith("jdk.") || module.startsWith("java.");
    }
    // A slash without a module, or the ending of a jar: a file that may be named like anything.
    if (first.indexOf('/') >= 0 || first.indexOf('\\') >= 0 || first.endsWith(".jar")) {
      return false;
    }
    for (String prefix : PACKAGES) {
      if (first.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static String firstWord(String command) {
    int space = command.indexOf(' ');
    return space < 0 ? command : command.substring(0, space);
  }
}
