package dev.weft.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT_ID = "b7ad6b7169203331";
  private static final String IDS = TRACE_ID + "-" + PARENT_ID;

  @ParameterizedTest
  @CsvSource({
    "00, 00", "01, 01", "02, 02", "03, 03", "04, 00", "08, 00", "05, 01", "ff, 03", "fe, 02"
  })
  void keepsTheSampledAndTheRandomFlagAndNoOther(String received, String sent) {
    SpanContext remote = extract("00-" + IDS + "-" + received);

    assertThat(remote.getTraceId()).isEqualTo(TRACE_ID);
    assertThat(remote.getSpanId()).isEqualTo(PARENT_ID);
    assertThat(remote.isRemote()).isTrue();
    assertThat(inject(remote).one("traceparent")).isEqualTo("00-" + IDS + "-" + sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " 00-" + IDS + "-01",
        "\t00-" + IDS + "-01",
        "00-" + IDS + "-01 ",
        " \t 00-" + IDS + "-01 \t ",
        "01-" + IDS + "-01",
        "cc-" + IDS + "-01",
        "cc-" + IDS + "-01-what-the-future-brings",
        "cc-" + IDS + "-01-",
        "fe-" + IDS + "-01-.",
        "f0-" + IDS + "-01",
        "0f-" + IDS + "-01",
      })
  void continuesWhatCanBeContinuedAndSendsVersion00(String traceparent) {
    SpanContext remote = extract(traceparent);

    assertThat(remote.isValid()).isTrue();
    assertThat(inject(remote).one("traceparent")).isEqualTo("00-" + IDS + "-01");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "00",
        "00-" + IDS,
        "00-" + IDS + "-",
        "00-" + IDS + "-1",
        "00-" + IDS + "-01-",
        "00-" + IDS + "-01.",
        "00-" + IDS + "-01-extra",
        "00-" + IDS + "-001",
        "00-" + IDS + "-0A",
        "00-" + IDS + "-0g",
        "00-" + IDS + "-.1",
        "01-" + IDS + "-01.x",
        "01-" + IDS + "-01x",
        "01-" + IDS + "-01,01-" + IDS + "-01",
        "00-" + IDS + "-01,00-" + IDS + "-01",
        "cc-" + IDS + "-01-future,00-" + IDS + "-01",
        "cc-" + IDS + "-01-,",
        "ff-" + IDS + "-01",
        "ff-" + IDS + "-01-x",
        "FF-" + IDS + "-01",
        "0-" + IDS + "-01",
        "000-" + IDS + "-01",
        "0x-" + IDS + "-01",
        "0A-" + IDS + "-01",
        ".0-" + IDS + "-01",
        "00-00000000000000000000000000000000-" + PARENT_ID + "-01",
        "00-" + TRACE_ID + "-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-" + PARENT_ID + "-01",
        "00-0af7651916cd43dd8448eb211c80319-" + PARENT_ID + "-01",
        "00-0af7651916cd43dd8448eb211c80319cc-" + PARENT_ID + "-01",
        "00-0af7651916cd43dd8448eb211c8031.c-" + PARENT_ID + "-01",
        "00-" + TRACE_ID + "-B7AD6B7169203331-01",
        "00-" + TRACE_ID + "-b7ad6b716920333-01",
        "00-" + TRACE_ID + "-b7ad6b71692033311-01",
        "00-" + TRACE_ID + "-b7ad6b7169203.31-01",
        "00_" + TRACE_ID + "-" + PARENT_ID + "-01",
        "00-" + TRACE_ID + "_" + PARENT_ID + "-01",
        "00-" + TRACE_ID + "-" + PARENT_ID + "_01",
        "00-" + TRACE_ID + "-" + PARENT_ID + "-0\u0661",
        "\u00a000-" + IDS + "-01",
        "\u000b00-" + IDS + "-01",
        "00 -" + IDS + "-01",
      })
  void restartsTheTraceAndDropsTheStateWhenTheHeaderIsInvalid(String traceparent) {
    Headers request = Headers.of("traceparent", traceparent, "tracestate", "foo=1");

    assertThat(extract(request)).isEqualTo(SpanContext.getInvalid());
  }

  @Test
  void restartsWhenThereAreTwoEvenIfTheyAreEqual() {
    Headers request =
        Headers.of(
            "traceparent", "00-" + IDS + "-01",
            "Traceparent", "00-" + IDS + "-01",
            "tracestate", "foo=1");

    assertThat(extract(request)).isEqualTo(SpanContext.getInvalid());
  }

  @Test
  void ignoresHeadersOfSimilarNames() {
    Headers request = Headers.of("trace-parent", "00-" + IDS + "-01", "trace.parent", "x");

    assertThat(extract(request)).isEqualTo(SpanContext.getInvalid());
  }

  @Test
  void leavesTheContextAloneWhenThereIsNothingToContinue() {
    Context context = Context.root();

    Context extracted =
        TraceContextPropagator.INSTANCE.extract(context, Headers.of("a", "b"), Headers.GETTER);

    assertThat(extracted).isSameAs(context);
  }

  @Test
  void sendsUnsampledContexts() {
    SpanContext local =
        SpanContext.create(TRACE_ID, PARENT_ID, TraceFlags.getDefault(), TraceState.getDefault());

    assertThat(inject(local).one("traceparent")).isEqualTo("00-" + IDS + "-00");
  }

  @Test
  void sendsNothingWithoutAContext() {
    Headers sent = inject(SpanContext.getInvalid());

    assertThat(sent.all("traceparent")).isEmpty();
    assertThat(sent.all("tracestate")).isEmpty();
  }

  @Test
  void comesThroughUnchanged() {
    String traceparent = "00-" + IDS + "-03";
    String tracestate = "a@@b=1,0= leading,x/y*z_-=!~";
    Headers request = Headers.of("traceparent", traceparent, "tracestate", tracestate);

    Headers sent = inject(extract(request));

    assertThat(sent.all("traceparent")).containsExactly(traceparent);
    assertThat(sent.all("tracestate")).containsExactly(tracestate);
  }

  private static SpanContext extract(String traceparent) {
    return extract(Headers.of("traceparent", traceparent));
  }

  private static SpanContext extract(Headers request) {
    Context context =
        TraceContextPropagator.INSTANCE.extract(Context.root(), request, Headers.GETTER);
    return Span.fromContext(context).getSpanContext();
  }

  private static Headers inject(SpanContext span) {
    Headers headers = new Headers();
    TraceContextPropagator.INSTANCE.inject(
        Context.root().with(Span.wrap(span)), headers, Headers.SETTER);
    return headers;
  }
}
