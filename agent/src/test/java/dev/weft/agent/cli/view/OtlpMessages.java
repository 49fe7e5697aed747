package dev.weft.agent.cli.view;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes OTLP requests field by field, as trace.proto numbers them. */
final class OtlpMessages {

  private OtlpMessages() {}

  interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  static byte[] message(Body body) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      body.write(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] attribute(String key, Body value) {
    return message(
        out -> {
          out.writeString(1, key);
          out.writeByteArray(2, message(value));
        });
  }

  static byte[] text(String key, String value) {
    return attribute(key, out -> out.writeString(1, value));
  }

  /** One root span "GET /" of service shop, which failed with an exception. */
  static byte[] request() {
    byte[] event =
        message(
            out -> {
              out.writeFixed64(1, 5);
              out.writeString(2, "exception");
              out.writeByteArray(3, text("exception.type", "java.lang.IllegalStateException"));
              out.writeByteArray(3, text("exception.message", "no such item"));
            });
    byte[] status =
        message(
            out -> {
              out.writeString(2, "described");
              out.writeEnum(3, 2);
            });
    byte[] span =
        message(
            out -> {
              out.writeByteArray(1, "0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
              out.writeByteArray(2, "12345678".getBytes(StandardCharsets.US_ASCII));
              out.writeByteArray(4, new byte[8]);
              out.writeString(5, "GET /");
              out.writeEnum(6, 2);
              out.writeFixed64(7, 1_000);
              out.writeFixed64(8, 3_000);
              out.writeByteArray(
                  9, attribute("http.response.status_code", v -> v.writeInt64(3, 500)));
              out.writeByteArray(9, attribute("flag", v -> v.writeBool(2, true)));
              out.writeByteArray(9, attribute("ratio", v -> v.writeDouble(4, 0.5)));
              out.writeByteArray(9, attribute("list", v -> v.writeByteArray(5, list("a", "b"))));
              out.writeByteArray(11, event);
              out.writeByteArray(15, status);
              out.writeFixed32(16, 0x101);
            });
    byte[] resource = message(out -> out.writeByteArray(1, text("service.name", "shop")));
    byte[] scope = message(out -> out.writeByteArray(2, span));
    byte[] resourceSpans =
        message(
            out -> {
              // The order of fields is the sender's business.
              out.writeByteArray(2, scope);
              out.writeByteArray(1, resource);
            });
    return message(out -> out.writeByteArray(1, resourceSpans));
  }

  private static byte[] list(String... values) {
    return message(
        out -> {
          for (String value : values) {
            out.writeByteArray(1, message(item -> item.writeString(1, value)));
          }
        });
  }
}
