package dev.weft.tracing;

import java.nio.charset.StandardCharsets;

/**
 * Writes the numbers that ids are, the highest byte first.
 *
 * <p>Not by OpenTelemetry's {@code TraceId} and {@code SpanId}: these write into a buffer of the
 * thread, in which a propagator that asks for an id may have begun its header.
 */
final class IdNumbers {
  private static final String DIGITS = "0123456789abcdef";

  /** Of a number. */
  private static final int HEX_DIGITS = Long.SIZE / 4;

  private IdNumbers() {}

  static String hex(long number) {
    byte[] ascii = new byte[HEX_DIGITS];
    putHex(number, ascii, 0);
    return new String(ascii, StandardCharsets.ISO_8859_1);
  }

  static String hex(long high, long low) {
    byte[] ascii = new byte[2 * HEX_DIGITS];
    putHex(high, ascii, 0);
    putHex(low, ascii, HEX_DIGITS);
    return new String(ascii, StandardCharsets.ISO_8859_1);
  }

  private static void putHex(long number, byte[] ascii, int start) {
    long rest = number;
    for (int i = start + HEX_DIGITS - 1; i >= start; i--) {
      ascii[i] = (byte) DIGITS.charAt((int) rest & 0xf);
      rest >>>= 4;
    }
  }

  static byte[] bytes(long number) {
    byte[] bytes = new byte[Long.BYTES];
    put(number, bytes, 0);
    return bytes;
  }

  static byte[] bytes(long high, long low) {
    byte[] bytes = new byte[2 * Long.BYTES];
    put(high, bytes, 0);
    put(low, bytes, Long.BYTES);
    return bytes;
  }

  private static void put(long number, byte[] bytes, int start) {
    long rest = number;
    for (int i = start + Long.BYTES - 1; i >= start; i--) {
      bytes[i] = (byte) rest;
      rest >>>= Byte.SIZE;
    }
  }
}
