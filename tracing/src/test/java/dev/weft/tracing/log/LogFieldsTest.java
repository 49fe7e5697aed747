package dev.weft.tracing.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.LogKeys;
import dev.weft.tracing.TracerSpans;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogFieldsTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final SpanContext UNSAMPLED =
      SpanContext.create(TRACE, SPAN, TraceFlags.getDefault(), TraceState.getDefault());

  @AfterEach
  void reset() {
    Tracing.reset();
  }

  @Test
  void knowTheActiveSpanWhetherItIsSampledOrNot() {
    try (Scope scope = Span.wrap(UNSAMPLED).makeCurrent()) {
      assertThat(LogFields.current()).isEqualTo(UNSAMPLED);
    }
  }

  @Test
  void areNotThereWithoutASpan() {
    assertThat(LogFields.current()).isNull();
    try (Scope scope = Span.getInvalid().makeCurrent()) {
      assertThat(LogFields.current()).isNull();
    }
  }

  @Test
  void leaveWhatTheApplicationHasSet() {
    Map<String, String> event = new HashMap<>(Map.of("span_id", "mine"));

    LogFields.write(UNSAMPLED, event, Map::putIfAbsent);

    assertThat(event).isEqualTo(Map.of("trace_id", TRACE, "span_id", "mine", "trace_flags", "00"));
  }

  @Test
  void haveTheNamesThatAreWanted() {
    Tracing.configure(
        TracerSpans.NOOP,
        TextMapPropagator.noop(),
        TracingSettings.builder().logKeys(new LogKeys("traceId", "spanId", "flags")).build());

    assertThat(LogFields.text(UNSAMPLED))
        .isEqualTo("traceId=" + TRACE + " spanId=" + SPAN + " flags=00");
  }
}
