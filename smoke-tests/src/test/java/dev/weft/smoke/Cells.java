package dev.weft.smoke;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The folder target/cells: of each failed test what is known of it, and the table of all. */
final class Cells {
  /** The folder itself. */
  static final Path ROOT = Weft.ROOT.resolve("smoke-tests/target/cells");

  private Cells() {}

  /** The folder of a test, which need not exist. */
  static Path folder(String test) {
    return ROOT.resolve(test);
  }

  /** An empty folder of this name, for what a server needs and writes; gone with success. */
  static Path emptyFolder(String name) throws IOException {
    Path folder = folder(name);
    delete(folder);
    return Files.createDirectories(folder);
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path left, IOException failure)
              throws IOException {
            Files.delete(left);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
