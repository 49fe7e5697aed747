package dev.weft.smoke;

import dev.weft.testing.Ci;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A JVM in a container of the plain Debian that {@code ci/ensure-base-image.sh} provides. It sees
 * this machine's JDK, agent and jars where they are here, read-only, and this machine's network, so
 * that a command line means the same inside and outside.
 */
final class JvmContainer {
  private static final String IMAGE = "debian:bookworm-slim";

  private JvmContainer() {}

  /** {@code docker run <limits> java <arguments>}; what needs it is skipped where it cannot be. */
  static ProcessBuilder run(List<String> limits, Jdk jdk, List<String> arguments) throws Exception {
    if (!System.getProperty("os.name").equals("Linux") || !hasImage()) {
      return Ci.missing("no Docker engine on this Linux with " + IMAGE);
    }
    List<String> command =
        new ArrayList<>(
            List.of("run", "-i", "--rm", "--label", "dev.weft.smoke", "--network", "host"));
    command.addAll(limits);
    for (Path seen : seen(jdk, arguments)) {
      command.addAll(List.of("-v", seen + ":" + seen + ":ro"));
    }
    command.addAll(List.of(IMAGE, jdk.tool("java").toString()));
    command.addAll(arguments);
    return Weft.command("docker", command.toArray(String[]::new));
  }

  /** The folders and files that the command line names, and what JDKs share. */
  private static Set<Path> seen(Jdk jdk, List<String> arguments) throws IOException {
    Set<Path> seen = new LinkedHashSet<>(List.of(jdk.home(), Weft.JAR));
    Path shared = Weft.ROOT.resolve("build/jdks/runtime");
    if (Files.exists(shared)) {
      seen.add(shared.toRealPath());
    }
    for (String argument : arguments) {
      Path file = Path.of(argument.substring(argument.indexOf('=') + 1));
      if (file.isAbsolute() && Files.exists(file)) {
        seen.add(file);
      }
    }
    return seen;
  }

  private static boolean hasImage() throws InterruptedException {
    try {
      return JavaProcess.run(Weft.command("docker", "image", "inspect", IMAGE)).exitCode() == 0;
    } catch (UncheckedIOException noDocker) {
      return false;
    }
  }
}
