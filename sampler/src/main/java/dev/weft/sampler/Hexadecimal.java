package dev.weft.sampler;

/** Reads lower-case hexadecimal digits. */
final class Hexadecimal {

  private Hexadecimal() {}

  /** The number that at most 16 digits between two positions make; -1 if one is no digit. */
  static long parse(String text, int start, int end) {
    long value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
