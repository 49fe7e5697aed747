package dev.weft.bootstrap;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** What an action prints on standard error. */
final class CapturedStandardError {
  private CapturedStandardError() {}

  static <T> Result<T> during(Supplier<T> action) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      T value = action.get();
      return new Result<>(value, bytes.toString(StandardCharsets.UTF_8).lines().toList());
    } finally {
      System.setErr(before);
    }
  }

  record Result<T>(T value, List<String> lines) {}
}
