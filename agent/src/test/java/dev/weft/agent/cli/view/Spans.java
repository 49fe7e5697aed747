package dev.weft.agent.cli.view;

import java.util.function.Consumer;

/** Makes spans of one trace; times are milliseconds from a fixed start. */
final class Spans {
  static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final long EPOCH = 1_763_720_000_000_000_000L;

  private Spans() {}

  static ReceivedSpan span(
      String id, String parent, String service, String name, double startMs, double endMs) {
    return span(id, parent, service, name, startMs, endMs, 1, span -> {});
  }

  static ReceivedSpan span(
      String id,
      String parent,
      String service,
      String name,
      double startMs,
      double endMs,
      int kind,
      Consumer<ReceivedSpan.Builder> more) {
    ReceivedSpan.Builder span = new ReceivedSpan.Builder();
    span.traceId = TRACE;
    span.spanId = id;
    span.parentId = parent;
    span.name = name;
    span.kind = kind;
    span.startNanos = EPOCH + Math.round(startMs * 1e6);
    span.endNanos = EPOCH + Math.round(endMs * 1e6);
    more.accept(span);
    return span.build(service, service);
  }

  static ReceivedSpan server(
      String id, String parent, String service, String name, double startMs, double endMs) {
    return span(
        id,
        parent,
        service,
        name,
        startMs,
        endMs,
        ReceivedSpan.SERVER,
        span -> span.attribute("http.response.status_code", "200"));
  }

  static ReceivedSpan client(
      String id, String parent, String service, String name, double startMs, double endMs) {
    return span(id, parent, service, name, startMs, endMs, ReceivedSpan.CLIENT, span -> {});
  }
}
