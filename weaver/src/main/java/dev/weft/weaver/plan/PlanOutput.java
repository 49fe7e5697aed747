package dev.weft.weaver.plan;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes what {@link PlanInput} reads. */
final class PlanOutput {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void unsignedByte(int value) {
    out.write(value);
  }

  void bool(boolean value) {
    out.write(value ? 1 : 0);
  }

  void number(int value) {
    int rest = value;
    while (rest >= 0x80) {
      out.write(rest | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  void string(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    bytes(bytes, 0, bytes.length);
  }

  void strings(List<String> values) {
    number(values.size());
    for (String value : values) {
      string(value);
    }
  }

  /** A length and so many bytes. */
  void bytes(byte[] bytes, int offset, int length) {
    number(length);
    out.write(bytes, offset, length);
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
