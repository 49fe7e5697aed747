package dev.weft.agent.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An instrumentation is short, or its README says in a sentence why it is not. */
class SourceSizeTest {
  private static final int SHORT = 150;
  private static final String WHY = "**Size.** More than 150 lines: ";

  @Test
  void isExplainedInTheReadmeWhereItIsLarge() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("..", "instrumentation"))) {
      assertThat(folders.filter(folder -> linesOfCode(folder.resolve("src/main/java")) > SHORT))
          .isNotEmpty()
          .allSatisfy(folder -> assertThat(folder.resolve("README.md")).content().contains(WHY));
    }
  }

  private static long linesOfCode(Path sources) {
    if (!Files.isDirectory(sources)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> lines(file).stream())
          .map(String::strip)
          .filter(SourceSizeTest::isCode)
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Comments, imports and blank lines are none; the formatter gives each comment lines of its own.
   */
  private static boolean isCode(String line) {
    return !line.isEmpty()
        && !line.startsWith("*")
        && !line.startsWith("/*")
        && !line.startsWith("//")
        && !line.startsWith("import ")
        && !line.startsWith("package ");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
