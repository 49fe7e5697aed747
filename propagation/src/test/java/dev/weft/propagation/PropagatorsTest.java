package dev.weft.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropagatorsTest {

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT_ID = "b7ad6b7169203331";
  private static final String TRACEPARENT = "00-" + TRACE_ID + "-" + PARENT_ID + "-01";

  private final List<String> warnings = new ArrayList<>();

  @Test
  void propagatesTraceContextAndBaggageByDefault() {
    TextMapPropagator propagator = create(Propagators.DEFAULT);

    Context context =
        propagator.extract(
            Context.root(),
            Headers.of("traceparent", TRACEPARENT, "baggage", "a=1"),
            Headers.GETTER);
    Headers sent = inject(propagator, context);

    assertThat(propagator.fields()).containsExactly("traceparent", "tracestate", "baggage");
    assertThat(sent.one("traceparent")).isEqualTo(TRACEPARENT);
    assertThat(sent.one("baggage")).isEqualTo("a=1");
    assertThat(Baggage.fromContext(context).getEntryValue("a")).isEqualTo("1");
  }

  @Test
  void readsTraceContextLastWhereverItStands() {
    Headers request =
        Headers.of(
            "traceparent",
            TRACEPARENT,
            "b3",
            "11111111111111111111111111111111-2222222222222222-0");

    for (List<String> names :
        List.of(List.of("tracecontext", "b3"), List.of("b3", "tracecontext"))) {
      assertThat(extract(create(names), request).getTraceId()).isEqualTo(TRACE_ID);
    }
  }

  @Test
  void fallsBackToTheOlderFormatWhenTraceContextIsInvalid() {
    Headers request =
        Headers.of(
            "traceparent", "00-bad", "b3", "00000000000000011111111111111111-2222222222222222-1");

    SpanContext remote = extract(create(List.of("tracecontext", "b3")), request);

    assertThat(remote.getTraceId()).isEqualTo("00000000000000011111111111111111");
    assertThat(remote.isSampled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "b3, 80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1, 80f198ee56343ba864fe8b2a57d3eff7, true",
    "b3, 80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-0, 80f198ee56343ba864fe8b2a57d3eff7, false",
    "b3, 64fe8b2a57d3eff7-e457b5a2e4d86bd1-d, 000000000000000064fe8b2a57d3eff7, true",
    "uber-trace-id, 64fe8b2a57d3eff7:e457b5a2e4d86bd1:0:1, 000000000000000064fe8b2a57d3eff7, true",
    "uber-trace-id, 64fe8b2a57d3eff7:e457b5a2e4d86bd1:0:0, 000000000000000064fe8b2a57d3eff7, false",
  })
  void readsTheOlderFormats(String header, String value, String traceId, boolean sampled) {
    SpanContext remote = extract(create(List.of("b3", "jaeger")), Headers.of(header, value));

    assertThat(remote.getTraceId()).isEqualTo(traceId);
    assertThat(remote.isSampled()).isEqualTo(sampled);
    assertThat(remote.getTraceFlags().isTraceIdRandom()).isFalse();
  }

  @Test
  void writesEachFormatThatIsNamed() {
    TextMapPropagator propagator = create(List.of("b3multi", "b3", "jaeger", "tracecontext"));
    Context context =
        TraceContextPropagator.INSTANCE.extract(
            Context.root(), Headers.of("traceparent", TRACEPARENT), Headers.GETTER);

    Headers sent = inject(propagator, context);

    assertThat(sent.one("b3")).isEqualTo(TRACE_ID + "-" + PARENT_ID + "-1");
    assertThat(sent.one("X-B3-TraceId")).isEqualTo(TRACE_ID);
    assertThat(sent.one("X-B3-SpanId")).isEqualTo(PARENT_ID);
    assertThat(sent.one("X-B3-Sampled")).isEqualTo("1");
    assertThat(sent.all("X-B3-ParentSpanId")).isEmpty();
    assertThat(sent.one("uber-trace-id")).isEqualTo(TRACE_ID + ":" + PARENT_ID + ":0:1");
    assertThat(sent.one("traceparent")).isEqualTo(TRACEPARENT);
  }

  @Test
  void countsRepeatedNamesOnceInAnyCase() {
    TextMapPropagator propagator = create(List.of("tracecontext", " TraceContext ", ""));

    assertThat(propagator).isSameAs(TraceContextPropagator.INSTANCE);
    assertThat(warnings).isEmpty();
  }

  @Test
  void propagatesNothingForNone() {
    TextMapPropagator propagator = create(List.of("none"));

    assertThat(propagator.fields()).isEmpty();
    assertThat(warnings).isEmpty();
    assertThat(create(List.of("tracecontext", "none")).fields()).isEmpty();
    assertThat(warnings).singleElement().asString().contains("none");
  }

  @Test
  void reportsUnknownNamesAndKeepsTheOthers() {
    TextMapPropagator propagator = create(List.of("xray", "tracecontext"));

    assertThat(propagator).isSameAs(TraceContextPropagator.INSTANCE);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("otel.propagators=xray", "tracecontext, baggage, b3");
  }

  private TextMapPropagator create(List<String> names) {
    return Propagators.create(names, warnings::add);
  }

  private static SpanContext extract(TextMapPropagator propagator, Headers request) {
    return Span.fromContext(propagator.extract(Context.root(), request, Headers.GETTER))
        .getSpanContext();
  }

  private static Headers inject(TextMapPropagator propagator, Context context) {
    Headers headers = new Headers();
    propagator.inject(context, headers, Headers.SETTER);
    return headers;
  }
}
