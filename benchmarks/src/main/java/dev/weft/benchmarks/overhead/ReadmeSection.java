package dev.weft.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a file between two markers, which is written by a program. */
final class ReadmeSection {
  private ReadmeSection() {}

  /** Replaces what stands between {@code <!-- name -->} and {@code <!-- end of name -->}. */
  static void write(Path file, String name, String content) throws IOException {
    Files.writeString(file, replace(Files.readString(file), name, content));
  }

  static String replace(String text, String name, String content) {
    String start = "<!-- " + name + " -->\n";
    String end = "<!-- end of " + name + " -->";
    int from = text.indexOf(start);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new Refusal("no place for the result: the markers of \"" + name + "\" are missing");
    }
    return text.substring(0, from + start.length()) + content.strip() + "\n" + text.substring(to);
  }
}
