package dev.weft.weaver.weave;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Class files that others have made, by binary name. */
final class RealClasses {
  private final Map<String, byte[]> classFiles = new TreeMap<>();

  /** Those of a JDK module but for {@code java.*}, which only the boot loader may define. */
  RealClasses addModule(String module) throws IOException {
    add(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", module), "");
    return this;
  }

  /** Those of the jar that a class comes from, below a package. */
  RealClasses addLibraryOf(Class<?> type, String packageName)
      throws IOException, URISyntaxException {
    Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      add(files.getPath("/"), packageName);
    }
    return this;
  }

  private void add(Path root, String packageName) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = root.relativize(file).toString().replace('/', '.');
        if (name.endsWith(".class")
            && name.startsWith(packageName)
            && !name.startsWith("java.")
            && !name.startsWith("META-INF.")
            && !name.endsWith("-info.class")) {
          classFiles.put(
              name.substring(0, name.length() - ".class".length()), Files.readAllBytes(file));
        }
      }
    }
  }

  Map<String, byte[]> classFiles() {
    return classFiles;
  }
}
