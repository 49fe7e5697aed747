package dev.weft.instrumentation.undertow;

import dev.weft.tracing.EnteredContext;
import dev.weft.tracing.http.HttpRoute;
import dev.weft.tracing.http.HttpServerOperation;
import dev.weft.tracing.http.HttpServerTracing;
import dev.weft.tracing.http.RouteSource;
import io.opentelemetry.context.Context;
import io.undertow.server.DefaultResponseListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.PathTemplateMatch;
import org.jspecify.annotations.Nullable;

/**
 * Follows exchanges from their first handler to their end. An exchange keeps its operation, so that
 * handlers on other threads run in its context and whichever thread completes the exchange ends it.
 */
final class ExchangeTracing {
  static final String MODULE = "undertow-2.0";

  private static final HttpServerTracing<HttpServerExchange, HttpServerExchange> TRACING =
      new HttpServerTracing<>(MODULE, new ExchangeGetter());

  @SuppressWarnings("rawtypes") // of the class as it is
  private static final AttachmentKey<HttpServerOperation> OPERATION =
      AttachmentKey.create(HttpServerOperation.class);

  private ExchangeTracing() {}

  /**
   * A handler is called.
   *
   * @return what is to be current again when it returns; null for no change
   */
  static @Nullable Context enter(HttpServerExchange exchange) {
    HttpServerOperation<?, ?> known = operation(exchange);
    if (known != null) {
      return known.isEnded() ? null : EnteredContext.enter(known.context());
    }
    Context current = Context.current();
    HttpServerOperation<HttpServerExchange, HttpServerExchange> operation = TRACING.start(exchange);
    if (operation == null) {
      return null;
    }
    exchange.putAttachment(OPERATION, operation);
    return current;
  }

  static void exit(@Nullable Context previous) {
    EnteredContext.leave(previous);
  }

  static @Nullable HttpServerOperation<?, ?> operation(HttpServerExchange exchange) {
    return exchange.getAttachment(OPERATION);
  }

  /** Request and response are over. */
  @SuppressWarnings("unchecked") // put there by enter
  static void complete(HttpServerExchange exchange) {
    HttpServerOperation<HttpServerExchange, HttpServerExchange> operation =
        (HttpServerOperation<HttpServerExchange, HttpServerExchange>) operation(exchange);
    if (operation == null) {
      return;
    }
    PathTemplateMatch match = exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY);
    if (match != null) {
      // What stands above the template is the prefix of a path handler.
      String route = exchange.getResolvedPath() + match.getMatchedTemplate();
      HttpRoute.update(operation.context(), route, RouteSource.CONTAINER);
    }
    operation.end(exchange, exchange.getAttachment(DefaultResponseListener.EXCEPTION));
  }
}
