package dev.weft.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A JDK that runs applications.
 *
 * @param word how the command line names it
 */
record Jdk(String word, Path home, String version) {
  /**
   * Finds one.
   *
   * @param word a feature version, looked for in build/jdks and in the running JVM, or a folder
   */
  static Jdk of(String word, Path root) throws IOException {
    Path fetched = root.resolve("build/jdks/jdk-" + word);
    if (Files.isExecutable(fetched.resolve("bin/java"))) {
      return at(word, fetched);
    }
    if (word.equals("" + Runtime.version().feature())) {
      return at(word, Path.of(System.getProperty("java.home")));
    }
    Path folder = Path.of(word);
    if (Files.isExecutable(folder.resolve("bin/java"))) {
      return at(folder.getFileName().toString(), folder);
    }
    throw new Refusal(
        "no JDK " + word + ": ci/fetch-jdks.sh fetches it, or --jdks takes the folder of one");
  }

  private static Jdk at(String word, Path home) throws IOException {
    Properties release = new Properties();
    try (var in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
    }
    String version = release.getProperty("JAVA_RUNTIME_VERSION", "\"?\"").replace("\"", "");
    return new Jdk(word, home.toRealPath(), version);
  }

  /** What the version begins with. */
  int feature() {
    return Runtime.Version.parse(version.replaceFirst("[^0-9.].*", "")).feature();
  }

  String tool(String name) {
    return home.resolve("bin").resolve(name).toString();
  }
}
