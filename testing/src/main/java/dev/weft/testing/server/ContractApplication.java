package dev.weft.testing.server;

import dev.weft.testing.server.ServletRequestActions.Async;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.io.IOException;

/** The application that the contracts' requests are served by. */
public final class ContractApplication {
  static final String SUCCESS = "success";

  private ContractApplication() {}

  /** Serves what every server can. */
  public static void serve(ServedRequest request) throws Exception {
    switch (request.path()) {
      case "/success" -> request.respond(200, SUCCESS);
      case "/context" -> request.respond(200, describe(Span.current().getSpanContext()));
      case "/not-found" -> request.respond(404, "not found");
      case "/error" -> request.respond(500, "error");
      case "/exception" -> throw new IllegalStateException("contract");
      case "/large" -> request.respond(200, "x".repeat(8 << 20));
      default -> request.respond(400, "no such path");
    }
  }

  /** Serves what servlets can besides. */
  public static void serve(ServletRequestActions request) throws Exception {
    switch (request.path()) {
      case "/send-error" -> request.sendError(404);
      case "/forward" -> request.forward("/success");
      case "/include" -> request.include("/success");
      case "/async/complete" -> completeElsewhere(request);
      case "/async/dispatch" -> request.startAsync().dispatch("/context");
      case "/async/error" -> request.startAsync().dispatch("/exception");
      case "/async/timeout" -> request.startAsync().timeoutAfter(10);
      default -> serve((ServedRequest) request);
    }
  }

  private static void completeElsewhere(ServletRequestActions request) {
    Async async = request.startAsync();
    new Thread(() -> respondAndComplete(request, async), "contract-async").start();
  }

  private static void respondAndComplete(ServletRequestActions request, Async async) {
    try {
      request.respond(202, SUCCESS);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      async.complete();
    }
  }

  private static String describe(SpanContext context) {
    return context.getTraceId()
        + ' '
        + context.getSpanId()
        + ' '
        + context.getTraceFlags().asHex()
        + ' '
        + context.getTraceState().asMap();
  }
}
