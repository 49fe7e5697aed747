package dev.weft.instrumentation.netty;

import dev.weft.tracing.http.HttpServerOperation;
import dev.weft.tracing.http.HttpServerTracing;
import io.netty.handler.codec.http2.Http2Headers;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A request that a stream has brought. */
final class Http2ServerRequest extends Http2Request {
  private static final HttpServerTracing<Http2ServerRequest, Http2Headers> TRACING =
      new HttpServerTracing<>(NettyHttp2Module.NAME, new Http2ServerRequestGetter());

  // Set by `begin`, which alone makes objects of this class.
  @SuppressWarnings("NullAway.Init")
  private HttpServerOperation<Http2ServerRequest, Http2Headers> operation;

  private @Nullable Http2Headers response;
  private boolean sent;
  private boolean complete;

  private Http2ServerRequest(Http2Headers headers, Peer peer) {
    super(headers, peer);
  }

  /** Null if the request is not to be traced. */
  static @Nullable Http2ServerRequest begin(Http2Headers headers, Peer peer) {
    if (isGrpc(headers)) {
      return null;
    }
    Http2ServerRequest request = new Http2ServerRequest(headers, peer);
    HttpServerOperation<Http2ServerRequest, Http2Headers> operation = TRACING.start(request);
    if (operation == null) {
      return null;
    }
    // Handlers run in its context beyond its end, which they may bring about.
    operation.detach();
    request.operation = operation;
    return request;
  }

  @Override
  Context context() {
    return operation.context();
  }

  @Override
  void received(Http2Headers trailers, boolean last) {}

  @Override
  void receivedLast() {}

  @Override
  void sending(Http2Headers more, boolean last) {
    if (response == null && areOfResponse(more)) {
      response = more;
      HttpServerOperation.responding(
          operation.context(), this, more, Http2HeaderValues.status(more));
      sent = true;
    }
    complete |= last;
  }

  @Override
  void sendingLast() {
    complete = true;
  }

  @Override
  void endIfComplete() {
    if (complete) {
      operation.end(response, null);
    }
  }

  @Override
  void close() {
    if (!operation.isEnded()) {
      operation.end(response, complete ? null : Peer.closed());
    }
  }

  /** Whether headers that are added to the response now go out. */
  boolean takesResponseHeaders() {
    return !sent;
  }
}
