package dev.weft.instrumentation.netty;

import dev.weft.tracing.http.HttpClientOperation;
import dev.weft.tracing.http.HttpClientTracing;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A request that a connection sends, and what has come back so far. */
final class ClientRequest {
  static final int SWITCHING_PROTOCOLS = 101;

  private final HttpRequest message;
  private final Peer peer;
  private @Nullable HttpClientOperation<ClientRequest, HttpResponse> operation;
  private @Nullable HttpResponse response;
  private @Nullable Context caller;

  ClientRequest(HttpRequest message, Peer peer) {
    this.message = message;
    this.peer = peer;
  }

  HttpRequest message() {
    return message;
  }

  Peer peer() {
    return peer;
  }

  /** Starts an operation, unless the request is one to a proxy for a tunnel. */
  @SuppressWarnings("ReferenceEquality") // there is one root
  void begin(HttpClientTracing<ClientRequest, HttpResponse> tracing) {
    if (message.method().equals(HttpMethod.CONNECT)) {
      return;
    }
    operation = tracing.start(this);
    if (operation != null) {
      operation.detach();
      operation.inject(message.headers(), TraceHeaders.SETTER);
    }
    Context current = Context.current();
    caller = current == Context.root() ? null : current;
  }

  /** The context in which the request was written; null for the root. */
  @Nullable Context caller() {
    return caller;
  }

  void responding(HttpResponse head) {
    response = head;
  }

  boolean switchesProtocols() {
    return response != null && response.status().code() == SWITCHING_PROTOCOLS;
  }

  /** The response is complete. */
  void end() {
    if (operation != null) {
      operation.end(response, null);
    }
  }

  /** The response will not be complete. */
  void abort(Throwable thrown) {
    if (operation != null) {
      operation.end(response, thrown);
    }
  }
}
