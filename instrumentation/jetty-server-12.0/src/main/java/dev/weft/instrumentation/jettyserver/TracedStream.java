package dev.weft.instrumentation.jettyserver;

import dev.weft.tracing.http.HttpServerOperation;
import dev.weft.tracing.http.HttpServerTracing;
import dev.weft.weaver.link.AdviceFailures;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A request's stream that sees what is sent, also where that is an error page of the server's own,
 * and is told once of the end, whoever completes the request.
 */
final class TracedStream extends HttpStream.Wrapper {
  private static final String MODULE = "jetty-server-12.0";
  private static final HttpServerTracing<Request, TracedStream> TRACING =
      new HttpServerTracing<>(MODULE, new RequestGetter());

  /**
   * The attribute by which the instrumentation of servlets knows that a request has an operation,
   * and in which context asynchronous dispatches belong.
   */
  private static final String OPERATION = "dev.weft.servlet.operation";

  private final Request request;
  private final Response response;
  private final HttpServerOperation<Request, TracedStream> operation;
  private final HandledCallback callback;
  private HttpFields.@Nullable Mutable open;
  private MetaData.@Nullable Response sent;

  private TracedStream(
      HttpStream stream,
      Request request,
      Response response,
      HttpServerOperation<Request, TracedStream> operation,
      HandledCallback callback) {
    super(stream);
    this.request = request;
    this.response = response;
    this.operation = operation;
    this.callback = callback;
  }

  /** Starts the request's operation; answers what its handlers are to call back, or null. */
  static @Nullable HandledCallback begin(Request request, Response response, Callback callback) {
    HttpServerOperation<Request, TracedStream> operation = TRACING.start(request);
    if (operation == null) {
      return null;
    }
    HandledCallback handled = new HandledCallback(callback, operation);
    request.setAttribute(OPERATION, operation);
    request.addHttpStreamWrapper(
        stream -> new TracedStream(stream, request, response, operation, handled));
    return handled;
  }

  /** The head of the response that was sent; null if none was. */
  MetaData.@Nullable Response sent() {
    return sent;
  }

  /** The headers that are about to be sent; null before and after. */
  HttpFields.@Nullable Mutable open() {
    return open;
  }

  @Override
  public void prepareResponse(HttpFields.Mutable headers) {
    open = headers;
    try {
      HttpServerOperation.responding(operation.context(), request, this, response.getStatus());
    } catch (Throwable broken) {
      // The server calls this, and the response must go out all the same.
      AdviceFailures.report(MODULE, broken);
    } finally {
      open = null;
    }
    super.prepareResponse(headers);
  }

  @Override
  public void send(
      MetaData.Request asked,
      MetaData.@Nullable Response head,
      boolean last,
      @Nullable ByteBuffer content,
      Callback written) {
    if (head != null && (head.getStatus() >= 200 || head.getStatus() == 101)) {
      sent = head;
    }
    super.send(asked, head, last, content, written);
  }

  @Override
  public void succeeded() {
    end(null);
    super.succeeded();
  }

  @Override
  public void failed(Throwable failure) {
    end(failure);
    super.failed(failure);
  }

  private void end(@Nullable Throwable failure) {
    try {
      operation.end(sent == null ? null : this, cause(failure));
    } catch (Throwable broken) {
      // The server calls this, and goes on to the connection's next request.
      AdviceFailures.report(MODULE, broken);
    }
  }

  private @Nullable Throwable cause(@Nullable Throwable failure) {
    Throwable handlers = callback.failure();
    if (handlers == null) {
      return failure;
    }
    // One that the server has answered as the client's mistake is none of the server's.
    boolean clients = sent != null && sent.getStatus() >= 400 && sent.getStatus() < 500;
    return clients ? null : handlers;
  }
}
