package dev.weft.weaver.match;

import java.nio.charset.StandardCharsets;

/** The strings of class files (JVMS 4.4.7). */
final class ModifiedUtf8 {
  private ModifiedUtf8() {}

  static String decode(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] < 0) {
        return decodeWide(bytes, offset, length);
      }
    }
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }

  private static String decodeWide(byte[] bytes, int offset, int length) {
    StringBuilder decoded = new StringBuilder(length);
    int end = offset + length;
    for (int at = offset; at < end; ) {
      int first = bytes[at];
      if (first >= 0) {
        decoded.append((char) first);
        at++;
      } else if ((first & 0xe0) == 0xc0) {
        decoded.append((char) ((first & 0x1f) << 6 | bytes[at + 1] & 0x3f));
        at += 2;
      } else {
        decoded.append(
            (char) ((first & 0x0f) << 12 | (bytes[at + 1] & 0x3f) << 6 | bytes[at + 2] & 0x3f));
        at += 3;
      }
    }
    return decoded.toString();
  }
}
