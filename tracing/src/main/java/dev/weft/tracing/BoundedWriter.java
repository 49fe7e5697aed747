package dev.weft.tracing;

import java.io.Writer;

/** Keeps the first characters written to it and forgets the rest. */
final class BoundedWriter extends Writer {
  private final StringBuilder text = new StringBuilder();
  private final int limit;

  BoundedWriter(int limit) {
    this.limit = limit;
  }

  @Override
  public void write(char[] buffer, int offset, int length) {
    text.append(buffer, offset, Math.min(length, limit - text.length()));
  }

  @Override
  public void write(String string, int offset, int length) {
    text.append(string, offset, offset + Math.min(length, limit - text.length()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  boolean isEmpty() {
    return text.length() == 0;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
