package dev.weft.instrumentation.netty;

import dev.weft.tracing.http.HttpServerOperation;
import dev.weft.tracing.http.HttpServerTracing;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A request that a connection has brought, and what has become of it so far. */
final class ServerRequest {
  static final int SWITCHING_PROTOCOLS = 101;
  private static final int FIRST_ERROR = 500;

  private final HttpRequest message;
  private final Peer peer;
  private @Nullable HttpServerOperation<ServerRequest, HttpResponse> operation;
  private @Nullable HttpResponse response;
  private boolean encoded;
  private volatile @Nullable Throwable failure;

  ServerRequest(HttpRequest message, Peer peer) {
    this.message = message;
    this.peer = peer;
  }

  HttpRequest message() {
    return message;
  }

  Peer peer() {
    return peer;
  }

  void begin(HttpServerTracing<ServerRequest, HttpResponse> tracing) {
    operation = tracing.start(this);
    if (operation != null) {
      // Handlers run in its context beyond its end, which they may bring about.
      operation.detach();
    }
  }

  /** The context for handlers; null without an operation. */
  @Nullable Context context() {
    return operation == null ? null : operation.context();
  }

  /** Takes an exception that was thrown in this request's context; answers whether it was. */
  @SuppressWarnings("ReferenceEquality") // a context is the one that was made
  boolean failed(Throwable thrown) {
    if (operation == null || Context.current() != operation.context()) {
      return false;
    }
    // It passes from handler to handler.
    if (failure == null) {
      failure = thrown;
    }
    return true;
  }

  void responding(HttpResponse head) {
    response = head;
    if (operation != null) {
      HttpServerOperation.responding(operation.context(), this, head, head.status().code());
    }
    encoded = true;
  }

  /** The response could not be encoded; there may be another. */
  void takeBack() {
    response = null;
    encoded = false;
  }

  boolean isResponding() {
    return response != null;
  }

  boolean switchesProtocols() {
    return response != null && response.status().code() == SWITCHING_PROTOCOLS;
  }

  /** Whether headers that are added to the response now go out. */
  boolean takesResponseHeaders() {
    return !encoded;
  }

  /** The response is complete. */
  void end() {
    if (operation != null && response != null) {
      // An exception that was answered by anything else has been dealt with.
      boolean failed = response.status().code() >= FIRST_ERROR;
      operation.end(response, failed ? failure : null);
    }
  }

  /** The connection is closed before that. */
  void abort(@Nullable Throwable cause) {
    if (operation == null) {
      return;
    }
    Throwable thrown = failure != null ? failure : cause;
    if (thrown == null && !endsWithConnection()) {
      thrown = Peer.closed();
    }
    operation.end(response, thrown);
  }

  /** RFC 9112, section 6.3: a body whose end is that of the connection. */
  private boolean endsWithConnection() {
    HttpHeaders headers = response == null ? null : response.headers();
    return headers != null
        && !headers.contains("content-length")
        && !headers.contains("transfer-encoding");
  }
}
