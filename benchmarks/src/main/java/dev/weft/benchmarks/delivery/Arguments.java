package dev.weft.benchmarks.delivery;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code --name value} pairs of a command line. */
final class Arguments {
  private final List<String> words;

  Arguments(String[] words) {
    this.words = List.of(words);
  }

  int number(String name, int otherwise) {
    int place = words.indexOf("--" + name);
    return place < 0 ? otherwise : Integer.parseInt(words.get(place + 1));
  }

  /** The packaged agent. */
  static Path agent() {
    Path jar = Path.of(System.getProperty("weft.agent.jar")).toAbsolutePath().normalize();
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          "no agent: mvn -Dquick -DskipTests -pl agent -am package makes " + jar);
    }
    return jar;
  }
}
