package dev.weft.agent;

import static java.util.Collections.emptyMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.config.Config;
import dev.weft.exporter.SpanPipeline;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracingStartTest {
  private static final SpanContext REMOTE =
      SpanContext.createFromRemoteParent(
          "4bf92f3577b34da6a3ce929d0e0e4736",
          "00f067aa0ba902b7",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream stderr = System.err;

  @BeforeEach
  void catchTheLog() {
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(stderr);
    Tracing.reset();
  }

  @Test
  void saysInOneLineWhatItDoes() {
    start(
        Map.of(
            "otel.service.name", "shop",
            "otel.traces.exporter", "none",
            "otel.instrumentation.jdbc.enabled", "false"));

    assertThat(logged())
        .hasLineCount(1)
        .contains(", service shop, spans go to nowhere (otel.traces.exporter=none)")
        .contains(", switched off: jdbc");
  }

  @Test
  void makesSpansAndAccountsForThem() {
    TracingStart start = start(Map.of("otel.traces.exporter", "console"));

    span().end();
    SpanPipeline pipeline = start.pipeline();
    new ShutdownFlush(new StartGate(0), start).run();

    assertThat(pipeline).isNotNull();
    assertThat(pipeline.accounting().exported()).isEqualTo(1);
    assertThat(logged()).contains("INTERNAL 'work'");
  }

  @Test
  void tellsOfDroppedSpansAtTheEnd() {
    TracingStart start =
        start(
            Map.of(
                "otel.exporter.otlp.endpoint", "http://127.0.0.1:1",
                "otel.exporter.otlp.timeout", "10ms"));

    span().end();
    new ShutdownFlush(new StartGate(0), start).run();

    assertThat(logged()).contains("spans ended 1, exported 0, dropped 1 (");
  }

  @Test
  void propagatesWithoutSpansWhenTheSdkIsDisabled() {
    start(Map.of("otel.sdk.disabled", "true"));

    Tracing tracing = Tracing.current();
    assertThat(tracing).isNotNull();
    Context parent = Context.root().with(Span.wrap(REMOTE));
    Span span = span(tracing, parent);
    Map<String, String> headers = new HashMap<>();
    tracing.propagator().inject(parent.with(span), headers, Map::put);

    assertThat(span.isRecording()).isFalse();
    assertThat(headers.get("traceparent")).contains(REMOTE.getTraceId());
    assertThat(logged()).contains("no spans (otel.sdk.disabled), context propagates");
  }

  @Test
  void goesOnWithoutSendingWhereTheEndpointIsNone() {
    start(Map.of("otel.exporter.otlp.endpoint", "ftp://collector"));

    assertThat(Tracing.current()).isNotNull();
    assertThat(logged()).contains("nowhere (see the warning)").contains("WARN").hasLineCount(2);
  }

  @Test
  void logsNothingWhereThatIsWanted() {
    start(Map.of("otel.javaagent.logging", "none", "otel.traces.exporter", "none"));

    assertThat(logged()).isEmpty();
  }

  private static Span span() {
    Tracing tracing = Tracing.current();
    assertThat(tracing).isNotNull();
    return span(tracing, Context.root());
  }

  private static Span span(Tracing tracing, Context parent) {
    return tracing.start(
        new InstrumentationScope("x"), SpanKind.INTERNAL, "work", parent, HeadDecision.SAMPLED);
  }

  private String logged() {
    return log.toString(StandardCharsets.UTF_8);
  }

  private static TracingStart start(Map<String, String> properties) {
    Config config = Config.of(properties, emptyMap(), emptyMap());
    DeferredTracing deferred = new DeferredTracing(new StartGate(0));
    TracingStart start =
        new TracingStart(config, CaptureSettings.read(config), deferred, new File("agent.jar"));
    start.run();
    return start;
  }
}
