package dev.weft.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs Maven: {@code mvn}, or what {@code MVN} names. */
final class Maven {
  private Maven() {}

  static void run(Path folder, String... arguments) throws IOException, InterruptedException {
    String mvn = System.getenv().getOrDefault("MVN", "mvn");
    List<String> command = new ArrayList<>(List.of(mvn, "-q", "-B"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    } catch (IOException e) {
      throw new Refusal("Maven is needed and cannot be run (" + e.getMessage() + ")");
    }
    if (process.waitFor() != 0) {
      throw new Refusal("failed, see above: " + String.join(" ", command));
    }
  }
}
