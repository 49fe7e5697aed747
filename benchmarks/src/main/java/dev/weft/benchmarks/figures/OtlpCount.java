package dev.weft.benchmarks.figures;

/** Counts the spans of an OTLP request, without a library to read it. */
public final class OtlpCount {
  /** {@code resource_spans}, in there {@code scope_spans}, in there {@code spans}. */
  private static final int[] PATH = {1, 2, 2};

  private static final int KIND = 6;
  private static final int SERVER = 2;

  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int LENGTH = 2;
  private static final int FOUR_BYTES = 5;

  private final byte[] message;
  private int position;
  private int spans;
  private int served;

  private OtlpCount(byte[] message) {
    this.message = message;
  }

  /** Reads an ExportTraceServiceRequest in protobuf. */
  public static OtlpCount of(byte[] request) {
    OtlpCount count = new OtlpCount(request);
    count.read(0, request.length);
    return count;
  }

  /** All spans. */
  public int spans() {
    return spans;
  }

  /** Spans of kind SERVER. */
  public int served() {
    return served;
  }

  private void read(int depth, int end) {
    while (position < end) {
      int tag = varint();
      int field = tag >>> 3;
      switch (tag & 7) {
        case VARINT -> number(depth, field, varint());
        case EIGHT_BYTES -> position += 8;
        case FOUR_BYTES -> position += 4;
        case LENGTH -> message(depth, field, varint());
        default -> throw new IllegalArgumentException("wire type " + (tag & 7));
      }
    }
  }

  private void number(int depth, int field, int value) {
    if (depth == PATH.length && field == KIND && value == SERVER) {
      served++;
    }
  }

  private void message(int depth, int field, int length) {
    int end = position + length;
    if (depth < PATH.length && field == PATH[depth]) {
      spans += depth == PATH.length - 1 ? 1 : 0;
      read(depth + 1, end);
    }
    position = end;
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
