package dev.weft.exporter.otlp;

import dev.weft.exporter.DropReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one gRPC call as it comes in: headers, at most one message that is of interest, and
 * trailers, which may be the headers already. Runs on the transport's I/O thread.
 */
final class GrpcCall implements AsyncResponseConsumer<Attempt> {
  /** A flag and the length stand before each message. */
  static final int PREFIX = 5;

  /** More than any answer to an export has; what comes beyond is not read. */
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final ByteArrayOutputStream message = new ByteArrayOutputStream(64);
  private int httpStatus;
  private @Nullable FutureCallback<Attempt> result;

  @Override
  public void consumeResponse(
      HttpResponse response,
      @Nullable EntityDetails body,
      HttpContext context,
      FutureCallback<Attempt> result) {
    this.httpStatus = response.getCode();
    this.result = result;
    if (body == null) {
      complete(Arrays.asList(response.getHeaders()));
    }
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {
    // Says nothing about the call.
  }

  @Override
  public void updateCapacity(CapacityChannel capacity) throws IOException {
    int left = LONGEST_ANSWER - message.size();
    if (left > 0) {
      capacity.update(left);
    }
  }

  @Override
  public void consume(ByteBuffer data) {
    while (data.hasRemaining() && message.size() < LONGEST_ANSWER) {
      message.write(data.get());
    }
    data.position(data.limit());
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    complete(trailers == null ? Arrays.<Header>asList() : trailers);
  }

  @Override
  public void failed(Exception cause) {
    FutureCallback<Attempt> waiting = result;
    if (waiting != null) {
      waiting.failed(cause);
    }
  }

  @Override
  public void releaseResources() {
    // Holds none but memory.
  }

  private void complete(List<? extends Header> trailers) {
    FutureCallback<Attempt> waiting = result;
    if (waiting != null) {
      waiting.completed(judge(trailers));
    }
  }

  private Attempt judge(List<? extends Header> trailers) {
    String status = value(trailers, "grpc-status");
    if (status == null) {
      // Not gRPC that answered, but something on the way.
      return Attempt.ofHttpStatus(httpStatus);
    }
    try {
      return GrpcStatus.judge(
          Integer.parseInt(status),
          value(trailers, "grpc-message"),
          value(trailers, "grpc-status-details-bin"),
          firstMessage());
    } catch (NumberFormatException e) {
      return Attempt.failed(DropReason.REFUSED, "an answer that is not gRPC");
    }
  }

  private byte[] firstMessage() {
    byte[] all = message.toByteArray();
    return all.length <= PREFIX ? new byte[0] : Arrays.copyOfRange(all, PREFIX, all.length);
  }

  private static @Nullable String value(List<? extends Header> headers, String name) {
    for (Header header : headers) {
      if (header.getName().equalsIgnoreCase(name)) {
        return header.getValue();
      }
    }
    return null;
  }
}
