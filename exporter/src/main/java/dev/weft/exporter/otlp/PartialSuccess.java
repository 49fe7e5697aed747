package dev.weft.exporter.otlp;

import java.nio.charset.StandardCharsets;

/**
 * What a collector did not take although it answered with success: the one field of an {@code
 * ExportTraceServiceResponse}, {@code partial_success { int64 rejected_spans = 1; string
 * error_message = 2; }}, read from protobuf by hand. Anything unreadable means that all was taken.
 */
final class PartialSuccess {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private int position;
  private long rejected;
  private String message = "";

  private PartialSuccess(byte[] bytes) {
    this.bytes = bytes;
  }

  static PartialSuccess parse(byte[] response) {
    PartialSuccess parsed = new PartialSuccess(response);
    try {
      parsed.readResponse(response.length);
    } catch (IndexOutOfBoundsException e) {
      // Cut short, or no protobuf at all: what was understood up to here stands.
    }
    return parsed;
  }

  /** Spans that are lost, at most as many as were sent. */
  int rejected(int sent) {
    return (int) Math.max(0, Math.min(sent, rejected));
  }

  /** The collector's reason, or empty. */
  String message() {
    return message;
  }

  private void readResponse(int end) {
    while (position < end) {
      int tag = (int) readVarint();
      if (tag == (1 << 3 | BYTES)) {
        readPartialSuccess(readEnd());
      } else {
        skip(tag);
      }
    }
  }

  private void readPartialSuccess(int end) {
    while (position < end) {
      int tag = (int) readVarint();
      if (tag == (1 << 3 | VARINT)) {
        rejected = readVarint();
      } else if (tag == (2 << 3 | BYTES)) {
        int messageEnd = readEnd();
        message = new String(bytes, position, messageEnd - position, StandardCharsets.UTF_8);
        position = messageEnd;
      } else {
        skip(tag);
      }
    }
  }

  private void skip(int tag) {
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

  /** Reads a length, and returns where what it measures ends. */
  private int readEnd() {
    long length = readVarint();
    if (length < 0 || length > bytes.length - position) {
      throw new IndexOutOfBoundsException("longer than the response");
    }
    return position + (int) length;
  }

  private long readVarint() {
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
}
