package dev.weft.exporter.otlp;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes batches as {@code ExportTraceServiceRequest} into a buffer that is used again. For one
 * thread.
 */
final class RequestEncoder {

  /** A buffer that one large batch has blown up is not kept beyond this. */
  private static final int LARGEST_KEPT = 1 << 20;

  private final boolean gzip;
  private final TraceRequest request = new TraceRequest(LARGEST_KEPT);
  private Body body = new Body();

  RequestEncoder(boolean gzip) {
    this.gzip = gzip;
  }

  /** Prepares a batch, and returns its size in bytes before compression. */
  int begin(List<SpanData> batch) {
    return request.encode(batch);
  }

  /** Encodes the batch that was prepared. The result is valid until the next call. */
  Body encode() throws IOException {
    if (body.capacity() > LARGEST_KEPT) {
      body = new Body();
    }
    body.reset();
    if (gzip) {
      try (OutputStream out = new FastGzip(body)) {
        request.writeTo(out);
      }
    } else {
      request.writeTo(body);
    }
    return body;
  }

  /** Bytes that can be sent without a copy. */
  static final class Body extends ByteArrayOutputStream {

    Body() {
      super(8 * 1024);
    }

    byte[] array() {
      return buf;
    }

    private int capacity() {
      return buf.length;
    }
  }

  /** Level 1 takes a third of the default level's time for a tenth more bytes. */
  private static final class FastGzip extends GZIPOutputStream {

    FastGzip(OutputStream out) throws IOException {
      super(out, 8 * 1024);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
