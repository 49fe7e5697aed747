package dev.weft.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @CsvSource({
    "b3, 80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-d",
    "b3multi, 80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-d",
  })
  void sendsTheDebugFlagOfB3On(String name, String single) {
    TextMapPropagator propagator = create(List.of(name, "tracecontext"));

    Headers sent =
        inject(
            propagator,
            propagator.extract(Context.root(), Headers.of("b3", single), Headers.GETTER));

    if (name.equals("b3")) {
      assertThat(sent.one("b3")).isEqualTo(single);
    } else {
      assertThat(sent.one("X-B3-Flags")).isEqualTo("1");
      assertThat(sent.one("X-B3-Sampled")).isEqualTo("1");
    }
    assertThat(sent.one("traceparent")).endsWith("-01");
  }

  @ParameterizedTest
  @CsvSource({"1, true", "0, false", "true, true", "false, false"})
  void readsB3OfSeveralHeaders(String sampled, boolean expected) {
    Headers request =
        Headers.of(
            "x-b3-traceid", " 64fe8b2a57d3eff7 ",
            "X-B3-SPANID", "e457b5a2e4d86bd1",
            "X-B3-ParentSpanId", "05e3ac9a4f6e3b90",
            "X-B3-Sampled", sampled);

    for (String name : List.of("b3", "b3multi")) {
      SpanContext remote = extract(create(List.of(name)), request);
      assertThat(remote.getTraceId()).isEqualTo("000000000000000064fe8b2a57d3eff7");
      assertThat(remote.getSpanId()).isEqualTo("e457b5a2e4d86bd1");
      assertThat(remote.isSampled()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"b3, 0", "X-B3-Sampled, 0", "x-b3-sampled, false", "B3, ' 0 '"})
  void beginsNoSampledTraceForACallerWithoutOneThatSaysSo(String header, String value) {
    SpanContext remote = extract(create(List.of("b3", "tracecontext")), Headers.of(header, value));

    assertThat(remote.isValid()).isTrue();
    assertThat(remote.isRemote()).isTrue();
    assertThat(remote.getTraceFlags().asHex()).isEqualTo("02");
    assertThat(extract(create(List.of("b3")), Headers.of(header, value))).isNotEqualTo(remote);
  }

  @ParameterizedTest
  @CsvSource({"b3, 1", "b3, d", "b3, 00", "X-B3-Sampled, 1", "X-B3-Flags, 1", "b3, ''"})
  void leavesTheDecisionOpenForOtherCallersWithoutATrace(String header, String value) {
    assertThat(extract(create(List.of("b3")), Headers.of(header, value)).isValid()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "%zz", "%", "%3", "::::", "1:1:1", "1:0:0:1", "0:1:0:1", "1:1:0:x", "1:g:0:1",
  })
  void readsNoTraceFromAMalformedHeaderOfJaeger(String value) {
    assertThat(extract(create(List.of("jaeger")), Headers.of("uber-trace-id", value)).isValid())
        .isFalse();
  }

  @Test
  void readsJaegersHeadersEncodedAndUnpadded() {
    SpanContext remote =
        extract(create(List.of("jaeger")), Headers.of("uber-trace-id", "abc%3A1f%3A0%3A3"));

    assertThat(remote.getTraceId()).isEqualTo("00000000000000000000000000000abc");
    assertThat(remote.getSpanId()).isEqualTo("000000000000001f");
    assertThat(remote.getTraceFlags().asHex()).isEqualTo("01");
  }

  @Test
  void sendsNoBaggageByJaegerThatWouldBreakTheRequest() {
    Baggage baggage =
        Baggage.builder()
            .put("good", "1")
            .put("bad name", "1")
            .put("bad\r\nname", "1")
            .put("bad-value", "1\r\nSet-Cookie: a=b")
            .put("umlaut", "\u00fc")
            .build();

    Headers sent = inject(create(List.of("jaeger")), Context.root().with(baggage));

    assertThat(sent.names()).containsExactly("uberctx-good");
  }

  @Test
  void readsTheW3csBaggageLastWhereverItStands() {
    Headers request = Headers.of("baggage", "a=w3c", "uberctx-a", "jaeger");

    for (List<String> names : List.of(List.of("baggage", "jaeger"), List.of("jaeger", "baggage"))) {
      Context context = create(names).extract(Context.root(), request, Headers.GETTER);
      assertThat(Baggage.fromContext(context).getEntryValue("a")).isEqualTo("w3c");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"traceparent", "tracestate", "baggage", "b3", "uber-trace-id", "uberctx-"})
  void readsHostileRequestsInBoundedTime(String name) {
    TextMapPropagator all = create(List.of("tracecontext", "baggage", "b3", "b3multi", "jaeger"));
    String large = "a=1,%;-:".repeat(8 * 1024);
    Headers oneLarge = Headers.of("traceparent", TRACEPARENT).add(name, large);
    Headers many = Headers.of("traceparent", TRACEPARENT);
    for (int i = 0; i < 10_000; i++) {
      many.add(name, "a" + i + "=" + i);
      many.add(name + i, "a" + i + "=" + i);
    }

    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 100; i++) {
            LegalHeaders.assertLegal(inject(all, extractAll(all, oneLarge)));
            LegalHeaders.assertLegal(inject(all, extractAll(all, many)));
          }
        });
    assertThat(Baggage.fromContext(extractAll(all, many)).size()).isLessThanOrEqualTo(64);
  }

  private static Context extractAll(TextMapPropagator propagator, Headers request) {
    return propagator.extract(Context.root(), request, Headers.GETTER);
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
