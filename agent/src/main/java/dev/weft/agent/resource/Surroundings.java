package dev.weft.agent.resource;

import java.io.File;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a process can see of itself: system properties, environment, files. */
final class Surroundings {
  private final UnaryOperator<@Nullable String> properties;
  private final Map<String, String> environment;
  private final File root;
  private final File workingDirectory;

  /**
   * Surroundings.
   *
   * @param properties answers a system property, or null
   * @param root where {@code /proc} and {@code /etc} are
   */
  Surroundings(
      UnaryOperator<@Nullable String> properties,
      Map<String, String> environment,
      File root,
      File workingDirectory) {
    this.properties = properties;
    this.environment = environment;
    this.root = root;
    this.workingDirectory = workingDirectory;
  }

  static Surroundings ofThisProcess() {
    return new Surroundings(System::getProperty, System.getenv(), new File("/"), new File("."));
  }

  /** A system property, or null if it is not set or empty. */
  @Nullable String property(String name) {
    return orNull(properties.apply(name));
  }

  /** An environment variable, or null if it is not set or empty. */
  @Nullable String variable(String name) {
    return orNull(environment.get(name));
  }

  /** A file by its absolute path without the leading slash, {@code proc/self/cgroup}. */
  File systemFile(String path) {
    return new File(root, path);
  }

  /** A file by its path from the working directory, or by an absolute path. */
  File file(String path) {
    File file = new File(path);
    return file.isAbsolute() ? file : new File(workingDirectory, path);
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.trim().isEmpty() ? null : text.trim();
  }
}
