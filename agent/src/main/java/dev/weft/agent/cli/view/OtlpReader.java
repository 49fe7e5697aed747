package dev.weft.agent.cli.view;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@code view} shows out of an {@code ExportTraceServiceRequest}. The numbers are the
 * field numbers of opentelemetry/proto/trace/v1/trace.proto; unknown fields are skipped.
 */
final class OtlpReader {
  private static final int STATUS_ERROR = 2;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private static final int DEEPEST_LIST = 8;

  private final CodedInputStream in;
  private int depth;

  private OtlpReader(CodedInputStream in) {
    this.in = in;
  }

  /**
   * Reads the spans of a request.
   *
   * @throws IOException if it is not a request of that kind
   */
  static List<ReceivedSpan> read(byte[] request) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(request);
    List<ReceivedSpan> spans = new ArrayList<>();
    OtlpReader reader = new OtlpReader(in);
    reader.fields(
        field -> {
          if (field == 1) {
            reader.resourceSpans(spans);
            return true;
          }
          return false;
        });
    return spans;
  }

  private void resourceSpans(List<ReceivedSpan> spans) throws IOException {
    Map<String, String> resource = new LinkedHashMap<>();
    List<ReceivedSpan.Builder> builders = new ArrayList<>();
    message(
        field -> {
          switch (field) {
            case 1:
              message(inner -> inner == 1 && attribute(resource::put));
              return true;
            case 2:
              message(inner -> inner == 2 && builders.add(span()));
              return true;
            default:
              return false;
          }
        });
    String service = resource.getOrDefault("service.name", "unknown_service");
    String process = service + '\n' + resource.getOrDefault("service.instance.id", "");
    for (ReceivedSpan.Builder builder : builders) {
      spans.add(builder.build(service, process));
    }
  }

  private ReceivedSpan.Builder span() throws IOException {
    ReceivedSpan.Builder span = new ReceivedSpan.Builder();
    message(
        field -> {
          switch (field) {
            case 1:
              span.traceId = hex(in.readByteArray());
              return true;
            case 2:
              span.spanId = hex(in.readByteArray());
              return true;
            case 4:
              span.parentId = hex(in.readByteArray());
              return true;
            case 5:
              span.name = in.readString();
              return true;
            case 6:
              span.kind = in.readEnum();
              return true;
            case 7:
              span.startNanos = in.readFixed64();
              return true;
            case 8:
              span.endNanos = in.readFixed64();
              return true;
            case 9:
              return attribute(span::attribute);
            case 11:
              event(span);
              return true;
            case 15:
              status(span);
              return true;
            default:
              return false;
          }
        });
    return span;
  }

  /** Keeps the last exception: it is the one that came out. */
  private void event(ReceivedSpan.Builder span) throws IOException {
    message(
        field ->
            field == 3
                && attribute(
                    (key, value) -> {
                      if (key.equals("exception.type")) {
                        span.exceptionType = value;
                      } else if (key.equals("exception.message")) {
                        span.exceptionMessage = value;
                      }
                    }));
  }

  private void status(ReceivedSpan.Builder span) throws IOException {
    message(
        field -> {
          if (field == 2) {
            span.statusMessage = in.readString();
            return true;
          }
          if (field == 3) {
            span.error = in.readEnum() == STATUS_ERROR;
            return true;
          }
          return false;
        });
  }

  private boolean attribute(AttributeSink sink) throws IOException {
    String[] pair = {"", ""};
    message(
        field -> {
          if (field == 1) {
            pair[0] = in.readString();
            return true;
          }
          if (field == 2) {
            pair[1] = value();
            return true;
          }
          return false;
        });
    sink.put(pair[0], pair[1]);
    return true;
  }

  private String value() throws IOException {
    StringBuilder text = new StringBuilder();
    message(
        field -> {
          switch (field) {
            case 1:
              text.append(in.readString());
              return true;
            case 2:
              text.append(in.readBool());
              return true;
            case 3:
              text.append(in.readInt64());
              return true;
            case 4:
              text.append(in.readDouble());
              return true;
            case 5:
              array(text);
              return true;
            default:
              return false;
          }
        });
    return text.toString();
  }

  private void array(StringBuilder text) throws IOException {
    if (++depth > DEEPEST_LIST) {
      throw new IOException("lists within lists");
    }
    text.append('[');
    message(
        field -> {
          if (field != 1) {
            return false;
          }
          text.append(text.charAt(text.length() - 1) == '[' ? "" : ", ").append(value());
          return true;
        });
    text.append(']');
    depth--;
  }

  /** Reads an embedded message field by field. */
  private void message(Fields fields) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    fields(fields);
    in.popLimit(outer);
  }

  private void fields(Fields fields) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (!fields.read(tag >>> 3)) {
        in.skipField(tag);
      }
    }
  }

  private static String hex(byte[] id) {
    char[] digits = new char[id.length * 2];
    boolean zero = true;
    for (int i = 0; i < id.length; i++) {
      digits[2 * i] = HEX[id[i] >> 4 & 15];
      digits[2 * i + 1] = HEX[id[i] & 15];
      zero &= id[i] == 0;
    }
    return zero ? "" : new String(digits);
  }

  /** Reads a field's value, or answers false to have it skipped. */
  private interface Fields {
    boolean read(int field) throws IOException;
  }

  private interface AttributeSink {
    void put(String key, String value);
  }
}
