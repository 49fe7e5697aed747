package dev.weft.exporter.otlp;

/**
 * What a collector did not take although it answered with success: the one field of an {@code
 * ExportTraceServiceResponse}, {@code partial_success { int64 rejected_spans = 1; string
 * error_message = 2; }}, read from protobuf by hand. Anything unreadable means that all was taken.
 */
final class PartialSuccess {

  private static final int PARTIAL_SUCCESS = ProtobufReader.tag(1, ProtobufReader.BYTES);
  private static final int REJECTED_SPANS = ProtobufReader.tag(1, ProtobufReader.VARINT);
  private static final int ERROR_MESSAGE = ProtobufReader.tag(2, ProtobufReader.BYTES);

  private final ProtobufReader reader;
  private long rejected;
  private String message = "";

  private PartialSuccess(ProtobufReader reader) {
    this.reader = reader;
  }

  static PartialSuccess parse(byte[] response) {
    PartialSuccess parsed = new PartialSuccess(new ProtobufReader(response));
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
    while (reader.hasNext(end)) {
      int tag = reader.readTag();
      if (tag == PARTIAL_SUCCESS) {
        readPartialSuccess(reader.readEnd());
      } else {
        reader.skip(tag);
      }
    }
  }

  private void readPartialSuccess(int end) {
    while (reader.hasNext(end)) {
      int tag = reader.readTag();
      if (tag == REJECTED_SPANS) {
        rejected = reader.readVarint();
      } else if (tag == ERROR_MESSAGE) {
        message = reader.readString();
      } else {
        reader.skip(tag);
      }
    }
  }
}
