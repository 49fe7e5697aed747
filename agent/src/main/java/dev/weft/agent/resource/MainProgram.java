package dev.weft.agent.resource;

import java.io.File;
import org.jspecify.annotations.Nullable;

/** What the JVM was started with: a jar or a main class, from {@code sun.java.command}. */
final class MainProgram {
  private final @Nullable File jar;
  private final @Nullable String mainClass;

  private MainProgram(@Nullable File jar, @Nullable String mainClass) {
    this.jar = jar;
    this.mainClass = mainClass;
  }

  static MainProgram of(Surroundings surroundings) {
    String command = surroundings.property("sun.java.command");
    if (command == null) {
      return new MainProgram(null, null); // started through the invocation interface
    }
    // A path may hold spaces, as may the arguments behind it: the first jar that exists is it.
    int end = command.indexOf(".jar");
    while (end >= 0) {
      File candidate = surroundings.file(command.substring(0, end + 4));
      if (candidate.isFile()) {
        return new MainProgram(candidate, null);
      }
      end = command.indexOf(".jar", end + 1);
    }
    int space = command.indexOf(' ');
    String first = space < 0 ? command : command.substring(0, space);
    return first.endsWith(".jar")
        ? new MainProgram(surroundings.file(first), null)
        : new MainProgram(null, first.substring(first.lastIndexOf('/') + 1));
  }

  /** The jar of {@code java -jar}, or null. */
  @Nullable File jar() {
    return jar;
  }

  /** The main class, or null if a jar names it. */
  @Nullable String mainClass() {
    return mainClass;
  }

  /** The jar's name without suffix and version, {@code shop} for {@code shop-1.0.0.jar}. */
  @Nullable String jarName() {
    if (jar == null) {
      return null;
    }
    String file = jar.getName();
    String name = file.endsWith(".jar") ? file.substring(0, file.length() - 4) : file;
    for (int dash = name.indexOf('-'); dash > 0; dash = name.indexOf('-', dash + 1)) {
      if (dash + 1 < name.length() && Character.isDigit(name.charAt(dash + 1))) {
        return name.substring(0, dash);
      }
    }
    return name;
  }
}
