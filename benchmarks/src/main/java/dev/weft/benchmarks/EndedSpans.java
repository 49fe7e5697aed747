package dev.weft.benchmarks;

import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.SampledSpans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;

/** Spans of served requests, as they wait for the exporter. */
public final class EndedSpans {
  /** As many as the exporter sends at once. */
  public static final int BATCH = 512;

  private EndedSpans() {}

  /** That many, of 12 attributes each. */
  public static List<SpanData> served(int count) {
    InstrumentationScope scope = new InstrumentationScope("benchmark");
    SampledSpans source = Recording.spans();
    List<SpanData> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Span span =
          source
              .start(
                  scope,
                  SpanKind.SERVER,
                  "GET /users/{id}",
                  Context.root(),
                  HeadDecision.SAMPLED,
                  null)
              .setAttribute("http.request.method", "GET")
              .setAttribute("url.scheme", "http")
              .setAttribute("url.path", "/users/" + i)
              .setAttribute("url.query", "page=2")
              .setAttribute("server.address", "shop.example")
              .setAttribute("server.port", 8080L)
              .setAttribute("user_agent.original", "curl/8.5.0")
              .setAttribute("client.address", "10.0.0.9")
              .setAttribute("network.peer.address", "10.0.0.9")
              .setAttribute("network.peer.port", 47_110L)
              .setAttribute("http.route", "/users/{id}")
              .setAttribute("http.response.status_code", 200L);
      span.end();
      spans.add(((ReadableSpan) span).toSpanData());
    }
    return spans;
  }
}
