package dev.weft.exporter.otlp;

import java.nio.charset.StandardCharsets;

/**
 * Reads protobuf's wire format from an array, as far as small answers of a collector need it. Every
 * method throws {@link IndexOutOfBoundsException} where the bytes are cut short or are none.
 */
final class ProtobufReader {
  static final int VARINT = 0;
  static final int BYTES = 2;

  private static final int FIXED64 = 1;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private int position;

  ProtobufReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int length() {
    return bytes.length;
  }

  /** Whether the message that ends there has a further field. */
  boolean hasNext(int end) {
    return position < end;
  }

  /** Reads a field's number and wire type, as {@link #tag} makes them. */
  int readTag() {
    return (int) readVarint();
  }

  static int tag(int field, int wireType) {
    return field << 3 | wireType;
  }

  long readVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = bytes[position++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IndexOutOfBoundsException("no end of a number");
  }

  /** Reads a length, and returns where what it measures ends. */
  int readEnd() {
    long length = readVarint();
    if (length < 0 || length > bytes.length - position) {
      throw new IndexOutOfBoundsException("longer than the response");
    }
    return position + (int) length;
  }

  String readString() {
    int end = readEnd();
    String text = new String(bytes, position, end - position, StandardCharsets.UTF_8);
    position = end;
    return text;
  }

  void skip(int tag) {
    switch (tag & 7) {
      case VARINT:
        readVarint();
        break;
      case FIXED64:
        position += 8;
        break;
      case BYTES:
        position = readEnd();
        break;
      case FIXED32:
        position += 4;
        break;
      default:
        throw new IndexOutOfBoundsException("no such wire type");
    }
  }
}
