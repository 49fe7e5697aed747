package dev.weft.exporter.otlp;

import dev.weft.exporter.DropReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.hc.core5.concurrent.BasicFuture;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * One gRPC call: the request, and the answer as it comes in: headers, at most one message that is
 * of interest, and trailers, which may be the headers already. Runs on the connection's thread.
 */
final class GrpcCall implements AsyncClientExchangeHandler {
  /** A flag and the length stand before each message. */
  static final int PREFIX = 5;

  /** More than any answer to an export has. */
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final HttpRequest request;
  private final ByteBuffer frame;
  private final BasicFuture<Attempt> result = new BasicFuture<>(null);
  private final ByteArrayOutputStream message = new ByteArrayOutputStream(64);
  private int httpStatus;
  private volatile boolean sent;
  private volatile boolean answered;
  private volatile boolean ended;

  /**
   * Creates a call.
   *
   * @param frame the message behind its flag and length
   */
  GrpcCall(HttpRequest request, byte[] frame) {
    this.request = request;
    this.frame = ByteBuffer.wrap(frame);
  }

  /** How the call ends. */
  Future<Attempt> result() {
    return result;
  }

  /** Whether the request has begun to go out. */
  boolean isSent() {
    return sent;
  }

  /** Whether anything has come back, so that the collector has the request for sure. */
  boolean isAnswered() {
    return answered;
  }

  /** Whether the answer has come to its end, so that the connection is fit for another call. */
  boolean isEnded() {
    return ended;
  }

  @Override
  public void produceRequest(RequestChannel channel, HttpContext context)
      throws HttpException, IOException {
    sent = true;
    channel.sendRequest(request, new BasicEntityDetails(frame.remaining(), null), context);
  }

  @Override
  public int available() {
    return frame.remaining();
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    channel.write(frame);
    if (!frame.hasRemaining()) {
      channel.endStream();
    }
  }

  @Override
  public void consumeInformation(HttpResponse response, HttpContext context) {
    // Says nothing about the call.
  }

  @Override
  public void consumeResponse(
      HttpResponse response, @Nullable EntityDetails body, HttpContext context) {
    answered = true;
    httpStatus = response.getCode();
    if (body == null) {
      end(Arrays.asList(response.getHeaders()));
    }
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
    if (message.size() >= LONGEST_ANSWER) {
      result.completed(Attempt.failed(DropReason.REFUSED, "an answer too long to be gRPC's"));
    }
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    end(trailers == null ? Collections.<Header>emptyList() : trailers);
  }

  @Override
  public void failed(Exception cause) {
    result.failed(cause);
  }

  @Override
  public void cancel() {
    result.failed(new ConnectionClosedException());
  }

  @Override
  public void releaseResources() {
    // Called when nothing more will come: whoever waits must not do so for ever.
    result.failed(new ConnectionClosedException());
  }

  private void end(List<? extends Header> trailers) {
    ended = true;
    result.completed(judge(trailers));
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
