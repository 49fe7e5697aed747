package dev.weft.instrumentation.netty;

import dev.weft.tracing.RequestHeaderSetter;
import dev.weft.tracing.http.HttpClientOperation;
import dev.weft.tracing.http.HttpClientTracing;
import io.netty.handler.codec.http2.Http2Headers;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A request that opens a stream. */
final class Http2ClientRequest extends Http2Request {
  private static final HttpClientTracing<Http2ClientRequest, Http2Headers> TRACING =
      new HttpClientTracing<>(NettyHttp2Module.NAME, new Http2ClientRequestGetter());

  private final Context caller;

  // Set by `begin`, which alone makes objects of this class.
  @SuppressWarnings("NullAway.Init")
  private HttpClientOperation<Http2ClientRequest, Http2Headers> operation;

  private @Nullable Http2Headers response;

  private Http2ClientRequest(Http2Headers headers, Peer peer) {
    super(headers, peer);
    caller = Context.current();
  }

  /** Null if the request is not to be traced. Trace headers are added to the given ones. */
  static @Nullable Http2ClientRequest begin(Http2Headers headers, Peer peer) {
    if (isGrpc(headers)) {
      return null;
    }
    Http2ClientRequest request = new Http2ClientRequest(headers, peer);
    HttpClientOperation<Http2ClientRequest, Http2Headers> operation = TRACING.start(request);
    if (operation == null) {
      return null;
    }
    operation.detach();
    request.operation = operation;
    operation.inject(headers, Setter.INSTANCE);
    return request;
  }

  @Override
  Context context() {
    return caller;
  }

  @Override
  void received(Http2Headers more, boolean last) {
    if (response == null && areOfResponse(more)) {
      response = more;
    }
    if (last) {
      receivedLast();
    }
  }

  @Override
  void receivedLast() {
    operation.end(response, null);
  }

  @Override
  void sending(Http2Headers more, boolean last) {}

  @Override
  void sendingLast() {}

  @Override
  void endIfComplete() {}

  @Override
  void close() {
    if (!operation.isEnded()) {
      operation.end(response, Peer.closed());
    }
  }

  private static final class Setter extends RequestHeaderSetter<Http2Headers> {
    static final Setter INSTANCE = new Setter();

    @Override
    protected void remove(Http2Headers headers, String name) {
      headers.remove(name);
    }

    @Override
    protected void add(Http2Headers headers, String name, String value) {
      headers.add(name, value);
    }
  }
}
