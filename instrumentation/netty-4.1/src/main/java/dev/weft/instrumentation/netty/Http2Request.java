package dev.weft.instrumentation.netty;

import io.netty.handler.codec.http2.Http2Headers;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A request that has a stream of its own, on either side. */
abstract class Http2Request {
  private static final int FIRST_FINAL = 200;

  private final Http2Headers headers;
  private final Peer peer;

  Http2Request(Http2Headers headers, Peer peer) {
    this.headers = headers;
    this.peer = peer;
  }

  /** What is sent by gRPC is for instrumentations of gRPC to trace. */
  static boolean isGrpc(Http2Headers headers) {
    CharSequence type = headers.get("content-type");
    return type != null && type.toString().startsWith("application/grpc");
  }

  /** Whether these begin the actual response (RFC 9110, 15.2). */
  static boolean areOfResponse(Http2Headers headers) {
    return Http2HeaderValues.status(headers) >= FIRST_FINAL;
  }

  final Http2Headers headers() {
    return headers;
  }

  final Peer peer() {
    return peer;
  }

  /** The context for what is received; null to leave the current one. */
  abstract @Nullable Context context();

  /** Headers have come that are not the first of the stream's. */
  abstract void received(Http2Headers more, boolean last);

  /** The last data has come. */
  abstract void receivedLast();

  /** Headers are about to be sent that are not the first of the stream's, unless they are again. */
  abstract void sending(Http2Headers more, boolean last);

  /** The last data is about to be sent. */
  abstract void sendingLast();

  /** One direction of the stream is closed. */
  abstract void endIfComplete();

  /** The stream is closed, whatever has been sent. */
  abstract void close();
}
