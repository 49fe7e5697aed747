package dev.weft.weaver.compile;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** The folder into which the module was compiled. */
final class ClassesFolder {
  private final Path folder;

  ClassesFolder(Path folder) {
    this.folder = folder;
  }

  Path path() {
    return folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  boolean contains(String internalName) {
    return Files.isRegularFile(classFile(internalName));
  }

  byte[] read(String internalName) throws IOException {
    return Files.readAllBytes(classFile(internalName));
  }

  /** Writes a class file unless it is what is there already. */
  void write(String internalName, byte[] content) throws IOException {
    if (!Arrays.equals(read(internalName), content)) {
      Files.write(classFile(internalName), content);
    }
  }

  /** The internal names of the concrete classes that name the interface themselves, sorted. */
  List<String> implementationsOf(Class<?> type) throws IOException {
    String wanted = type.getName().replace('.', '/');
    List<String> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (file.toString().endsWith(".class")) {
              ClassReader reader = new ClassReader(Files.readAllBytes(file));
              if ((reader.getAccess() & Opcodes.ACC_ABSTRACT) == 0
                  && Arrays.asList(reader.getInterfaces()).contains(wanted)) {
                found.add(reader.getClassName());
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(found);
    return found;
  }

  private Path classFile(String internalName) {
    return folder.resolve(internalName + ".class");
  }
}
