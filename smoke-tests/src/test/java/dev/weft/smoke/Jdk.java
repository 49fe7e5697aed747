package dev.weft.smoke;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.weft.testing.Ci;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JDK to run applications on: that of the variable JAVA_HOME_&lt;version&gt;, or the one that
 * {@code ci/fetch-jdks.sh} has put into build/jdks.
 */
record Jdk(int version, Path home) {
  /** Newer than every JDK there is. */
  static final int NEWEST = Integer.MAX_VALUE;

  /** What weft.smoke.jdks names, {@code 8,11,17}: the versions that the tests are to run on. */
  private static final List<Integer> VERSIONS =
      Stream.of(System.getProperty("weft.smoke.jdks").split(",")).map(Integer::valueOf).toList();

  /**
   * The selected JDKs. One that is missing fails the build in CI; elsewhere the tests run without
   * it, as long as there is one.
   */
  static Stream<Jdk> all() {
    List<Jdk> found = VERSIONS.stream().filter(v -> find(v) != null).map(Jdk::of).toList();
    if (found.isEmpty() || Ci.isOn()) {
      return VERSIONS.stream().map(Jdk::of);
    }
    return found.stream();
  }

  /** The selected JDKs from a version to another, both included; there may be none. */
  static Stream<Jdk> between(int first, int last) {
    return all().filter(jdk -> jdk.version() >= first && jdk.version() <= last);
  }

  /** The selected JDKs among these; there may be none. */
  static Stream<Jdk> among(Integer... versions) {
    return all().filter(jdk -> List.of(versions).contains(jdk.version()));
  }

  /**
   * The JDK of a version. The test is skipped where another one is selected; where it is missing,
   * too, but in CI that fails.
   */
  static Jdk of(int version) {
    if (!VERSIONS.contains(version)) {
      return abort("JDK " + version + " is not among those selected: " + VERSIONS);
    }
    Path home = find(version);
    if (home == null) {
      return Ci.missing(
          "JDK " + version + ": set JAVA_HOME_" + version + " or run ci/fetch-jdks.sh " + version);
    }
    return new Jdk(version, home);
  }

  /** An executable of this JDK. */
  Path tool(String name) {
    return home.resolve("bin").resolve(name);
  }

  @Override
  public String toString() {
    return "JDK " + version;
  }

  private static @Nullable Path find(int version) {
    String variable = System.getenv("JAVA_HOME_" + version);
    Path home =
        variable != null ? Path.of(variable) : Weft.ROOT.resolve("build/jdks/jdk-" + version);
    return Files.isExecutable(home.resolve("bin/java")) ? home : null;
  }
}
