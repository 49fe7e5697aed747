package dev.weft.smoke;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server as its project publishes it, an archive in a Maven repository.
 *
 * @param coordinates {@code group:artifact:version:packaging}
 */
record Distribution(String coordinates) {
  private static final Path ROOT = Weft.ROOT.resolve("build/servers");

  /** Its folder, unpacked; the first time that is asked for, Maven fetches it. */
  Path home() throws IOException, InterruptedException {
    Path unpacked = ROOT.resolve(coordinates.replace(':', '-'));
    if (!Files.exists(unpacked)) {
      Path unfinished = ROOT.resolve("unfinished");
      Cells.delete(unfinished);
      unpackTo(unfinished);
      Files.move(unfinished, unpacked);
    }
    try (Stream<Path> top = Files.list(unpacked)) {
      List<Path> entries = top.filter(Files::isDirectory).toList();
      return entries.size() == 1 ? entries.get(0) : unpacked;
    }
  }

  private void unpackTo(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Maven.run("dependency:unpack", "-Dartifact=" + coordinates, "-DoutputDirectory=" + folder);
  }

  /** Copies a folder of the distribution. */
  void copy(String from, Path to) throws IOException, InterruptedException {
    Path source = home().resolve(from);
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(source.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(source.relativize(file).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
