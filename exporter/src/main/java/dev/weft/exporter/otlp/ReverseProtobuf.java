package dev.weft.exporter.otlp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Protocol buffers, written from the end to the beginning: a message's length stands before it, and
 * is known when the message is there already. So everything is visited once, and nothing is moved.
 *
 * <p>What comes first in the result is written last. For one thread.
 */
final class ReverseProtobuf {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private static final int SMALLEST = 8 << 10;

  /** The longest of what is written at once: tag and number. */
  private static final int NUMBER = 20;

  private byte[] bytes = new byte[SMALLEST];

  /** Where the result begins; it goes to the end of {@link #bytes}. */
  private int start = SMALLEST;

  /** Forgets what was written, and memory beyond that many bytes. */
  void clear(int largestKept) {
    if (bytes.length > largestKept) {
      bytes = new byte[SMALLEST];
    }
    start = bytes.length;
  }

  /** How many bytes have been written: also the mark of a message that ends here. */
  int size() {
    return bytes.length - start;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, start, size());
  }

  /** Puts what has been written since the mark into a message, the value of that field. */
  void message(int field, int mark) {
    int length = size() - mark;
    need(NUMBER);
    delimit(field, length);
  }

  /** A number, in ten bytes if it is negative, or a truth; also if it is 0. */
  void number(int field, long value) {
    need(NUMBER);
    varint(value);
    varint(field << 3 | VARINT);
  }

  void fixed64(int field, long value) {
    need(NUMBER);
    fixed(value, Long.BYTES);
    varint(field << 3 | FIXED64);
  }

  void fixed32(int field, int value) {
    need(NUMBER);
    fixed(value, Integer.BYTES);
    varint(field << 3 | FIXED32);
  }

  private void fixed(long value, int length) {
    start -= length;
    for (int i = 0; i < length; i++) {
      bytes[start + i] = (byte) (value >>> 8 * i);
    }
  }

  /** A text in UTF-8, also if it is empty. */
  void text(int field, String text) {
    int length = text.length();
    need(length + NUMBER);
    if (copyAscii(text, length)) {
      start -= length;
      delimit(field, length);
    } else {
      bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Copies a text to where it belongs, and answers whether it was ASCII and so the copy right. */
  private boolean copyAscii(String text, int length) {
    byte[] into = bytes;
    int at = start - length;
    int all = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      into[at + i] = (byte) c;
      all |= c;
    }
    return all < 0x80;
  }

  void bytes(int field, byte[] value) {
    need(value.length + NUMBER);
    start -= value.length;
    System.arraycopy(value, 0, bytes, start, value.length);
    delimit(field, value.length);
  }

  /** What stands before bytes of that length. */
  private void delimit(int field, int length) {
    varint(length);
    varint(field << 3 | BYTES);
  }

  private void varint(long value) {
    if ((value & ~0x7fL) == 0) {
      bytes[--start] = (byte) value;
    } else {
      longVarint(value);
    }
  }

  private void longVarint(long value) {
    int length = (70 - Long.numberOfLeadingZeros(value)) / 7;
    start -= length;
    long rest = value;
    int last = start + length - 1;
    for (int i = start; i < last; i++) {
      bytes[i] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[last] = (byte) rest;
  }

  private void need(int count) {
    if (start < count) {
      grow(count);
    }
  }

  private void grow(int count) {
    int size = size();
    int wanted = Math.addExact(size, count);
    int doubled = bytes.length > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE - 8 : 2 * bytes.length;
    byte[] larger = new byte[Math.max(doubled, wanted)];
    System.arraycopy(bytes, start, larger, larger.length - size, size);
    bytes = larger;
    start = larger.length - size;
  }
}
