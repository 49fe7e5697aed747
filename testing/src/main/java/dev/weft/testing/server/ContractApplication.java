package dev.weft.testing.server;

import dev.weft.testing.server.ServletRequestActions.Async;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The application that the contracts' requests are served by. */
public final class ContractApplication {
  static final String SUCCESS = "success";

  private ContractApplication() {}

  /** Serves what every server can. */
  public static void serve(ServedRequest request) throws Exception {
    switch (request.path()) {
      case "/success" -> request.respond(200, SUCCESS);
      case "/context" -> request.respond(200, describeContext());
      case "/echo" -> echoWithContext(request);
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

  /** Answers each line of the body when it has come, with the context that is current then. */
  private static void echoWithContext(ServedRequest request) throws IOException {
    InputStream body = request.body();
    String line = readLine(body);
    try (OutputStream answer = request.stream(200)) {
      for (; !line.isEmpty(); line = readLine(body)) {
        answer.write((line + describeContext() + '\n').getBytes(StandardCharsets.US_ASCII));
        answer.flush();
      }
    }
  }

  /** Byte by byte, since readers would wait for more than a line. */
  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      line.append((char) c);
      if (c == '\n') {
        break;
      }
    }
    return line.toString();
  }

  private static String describeContext() {
    SpanContext context = Span.current().getSpanContext();
    Map<String, String> baggage = new TreeMap<>();
    Baggage.current().forEach((name, entry) -> baggage.put(name, entry.getValue()));
    return context.getTraceId()
        + ' '
        + context.getSpanId()
        + ' '
        + context.getTraceFlags().asHex()
        + ' '
        + context.getTraceState().asMap()
        + ' '
        + baggage;
  }
}
