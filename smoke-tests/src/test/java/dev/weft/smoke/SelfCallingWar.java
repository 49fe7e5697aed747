package dev.weft.smoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The web application that calls itself, smoke-tests/apps/self-calling-*. */
enum SelfCallingWar {
  JAVAX,
  JAKARTA;

  /** Puts it there, and makes the folder if there is none. */
  void copyTo(Path file) throws IOException {
    String app = "self-calling-" + (this == JAVAX ? "javax" : "jakarta");
    Files.createDirectories(file.getParent());
    Files.copy(Weft.ROOT.resolve("smoke-tests/apps/" + app + "/target/" + app + ".war"), file);
  }
}
