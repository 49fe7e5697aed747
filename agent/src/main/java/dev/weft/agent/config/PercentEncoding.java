package dev.weft.agent.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoded UTF-8, in which {@code +} is a plus. */
final class PercentEncoding {

  private PercentEncoding() {}

  /** Decodes; a percent sign that two hexadecimal digits do not follow stays as it is. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int value = bytes[i] == '%' && i + 2 < bytes.length ? hex(bytes[i + 1], bytes[i + 2]) : -1;
      if (value < 0) {
        decoded.write(bytes[i]);
      } else {
        decoded.write(value);
        i += 2;
      }
    }
    return new String(decoded.toByteArray(), StandardCharsets.UTF_8);
  }

  private static int hex(byte high, byte low) {
    int first = Character.digit(high, 16);
    int second = Character.digit(low, 16);
    return first < 0 || second < 0 ? -1 : first << 4 | second;
  }
}
