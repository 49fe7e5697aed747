package dev.weft.benchmarks.delivery;

/** Counts the spans of an OTLP request, without a library to read it. */
final class SpanCount {
  /** {@code resource_spans}, in there {@code scope_spans}, in there {@code spans}. */
  private static final int[] PATH = {1, 2, 2};

  private final byte[] message;
  private int position;

  private SpanCount(byte[] message) {
    this.message = message;
  }

  static int of(byte[] request) {
    return new SpanCount(request).count(0, request.length);
  }

  /** All fields of these messages are embedded messages or strings. */
  private int count(int depth, int end) {
    int spans = 0;
    while (position < end) {
      int tag = varint();
      int length = varint();
      int fieldEnd = position + length;
      if (tag == (PATH[depth] << 3 | 2)) {
        spans += depth == PATH.length - 1 ? 1 : count(depth + 1, fieldEnd);
      }
      position = fieldEnd;
    }
    return spans;
  }

  private int varint() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = message[position++];
      value |= (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}
