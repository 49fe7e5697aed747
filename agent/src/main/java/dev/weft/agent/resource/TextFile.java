package dev.weft.agent.resource;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Small text files, whole. */
final class TextFile {
  private static final int LARGEST = 1 << 20;

  private TextFile() {}

  /** The file's lines; none if it cannot be read. */
  static List<String> lines(File file) {
    try (InputStream input = new FileInputStream(file)) {
      return lines(input);
    } catch (IOException e) {
      return Collections.emptyList(); // no such file, or not for us: then it tells us nothing
    }
  }

  /** The lines of the first MiB. */
  static List<String> lines(InputStream input) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    int read = input.read(buffer);
    while (read > 0 && bytes.size() < LARGEST) {
      bytes.write(buffer, 0, read);
      read = input.read(buffer);
    }
    String text = new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    return Arrays.asList(text.split("\n"));
  }
}
