package dev.weft.testing.rpc;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.RpcAttributes.RPC_METHOD;
import static io.opentelemetry.semconv.RpcAttributes.RPC_STATUS_CODE;
import static io.opentelemetry.semconv.RpcAttributes.RPC_SYSTEM_NAME;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an RPC library's instrumentation owes: one CLIENT and one SERVER span per call after the
 * semantic conventions, the one above the other, the caller's context in the caller's callbacks,
 * the call's in the service's, nothing left on any thread. Client and server run in the test's JVM.
 */
public abstract class RpcContract {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

  @RegisterExtension protected static final WeftExtension weft = WeftExtension.install();

  /** For the library's service to answer with. */
  protected static final ContractService SERVICE = new ContractService(weft.tracer());

  /** The value of {@code rpc.system.name}. */
  protected abstract String system();

  /** The full name of the service's method of this shape. */
  protected abstract String method(CallShape shape);

  /**
   * Calls the service and waits for the call's end. Streams of requests have the message twice, and
   * streams of responses an answer twice.
   */
  protected abstract List<String> call(CallShape shape, String request) throws CallFailure;

  /** Calls with a header that the application sets itself. */
  protected abstract List<String> callWithHeader(String request, String name, String value)
      throws CallFailure;

  /** Calls a method that does not answer, for no longer than some milliseconds. */
  protected abstract List<String> callUntilDeadline(CallShape shape) throws CallFailure;

  /** Calls a method that does not answer, and cancels the call once the service has it. */
  protected abstract void callAndCancel(CallShape shape) throws Exception;

  /** Calls asynchronously; answers the span that was current in each of the caller's callbacks. */
  protected abstract List<Span> spansInCallbacks(CallShape shape) throws Exception;

  /** Calls a server that is not there. */
  protected abstract List<String> callNobody() throws CallFailure;

  @ParameterizedTest
  @EnumSource(CallShape.class)
  void tracesBothSides(CallShape shape) throws Exception {
    List<String> answers = inSpan("parent", () -> call(shape, "hello"));

    assertThat(answers).isNotEmpty().allMatch(answer -> answer.equals("re: hello"));
    List<SpanData> spans = weft.awaitSpans(3 + requests(shape));
    SpanData client = only(spans, SpanKind.CLIENT);
    SpanData server = only(spans, SpanKind.SERVER);
    assertThat(client.getParentSpanId()).isEqualTo(named(spans, "parent").getSpanId());
    assertThat(server.getParentSpanId()).isEqualTo(client.getSpanId());
    assertThat(spans).extracting(SpanData::getTraceId).containsOnly(client.getTraceId());
    assertThat(spans)
        .filteredOn(span -> span.getName().equals("handler"))
        .hasSize(requests(shape))
        .allMatch(span -> span.getParentSpanId().equals(server.getSpanId()));
    for (SpanData span : List.of(client, server)) {
      assertThat(span.getName()).isEqualTo(method(shape));
      assertThat(span.getStatus()).isEqualTo(StatusData.unset());
      assertThat(span.getAttributes().get(RPC_SYSTEM_NAME)).isEqualTo(system());
      assertThat(span.getAttributes().get(RPC_METHOD)).isEqualTo(method(shape));
      assertThat(span.getAttributes().get(RPC_STATUS_CODE)).isEqualTo("OK");
      assertThat(span.getAttributes().get(SERVER_ADDRESS)).isEqualTo("localhost");
      assertThat(span.getAttributes().get(ERROR_TYPE)).isNull();
      assertThat(span.getEvents()).isEmpty();
    }
  }

  /** Streams of requests have it twice, but a service may answer the first already. */
  private static int requests(CallShape shape) {
    return shape == CallShape.CLIENT_STREAMING || shape == CallShape.BIDIRECTIONAL ? 2 : 1;
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOT_FOUND", "INVALID_ARGUMENT", "PERMISSION_DENIED"})
  void takesTheCallersMistakesForErrorsOfTheClientOnly(String status) {
    CallFailure failure = failure(() -> call(CallShape.UNARY, "fail:" + status));

    assertThat(failure.status()).isEqualTo(status);
    List<SpanData> spans = weft.awaitSpans(3);
    assertOutcome(only(spans, SpanKind.CLIENT), status, StatusCode.ERROR);
    assertOutcome(only(spans, SpanKind.SERVER), status, StatusCode.UNSET);
    assertThat(only(spans, SpanKind.SERVER).getEvents()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INTERNAL", "UNAVAILABLE", "DATA_LOSS"})
  void takesTheServersFaultsForErrorsOfBoth(String status) {
    CallFailure failure = failure(() -> call(CallShape.UNARY, "fail:" + status));

    assertThat(failure.status()).isEqualTo(status);
    List<SpanData> spans = weft.awaitSpans(3);
    assertOutcome(only(spans, SpanKind.CLIENT), status, StatusCode.ERROR);
    SpanData server = only(spans, SpanKind.SERVER);
    assertOutcome(server, status, StatusCode.ERROR);
    assertThat(server.getEvents()).extracting(event -> event.getName()).containsOnly("exception");
  }

  @ParameterizedTest
  @EnumSource(CallShape.class)
  void recordsWhatTheServiceThrows(CallShape shape) {
    CallFailure failure = failure(() -> call(shape, "throw"));

    assertThat(failure.status()).isEqualTo("UNKNOWN");
    weft.awaitIdle();
    List<SpanData> spans = weft.awaitSpans(3);
    assertOutcome(only(spans, SpanKind.CLIENT), "UNKNOWN", StatusCode.ERROR);
    SpanData server = only(spans, SpanKind.SERVER);
    assertOutcome(server, "UNKNOWN", StatusCode.ERROR);
    assertThat(server.getEvents())
        .singleElement()
        .satisfies(event -> assertThat(event.getName()).isEqualTo("exception"));
  }

  @ParameterizedTest
  @EnumSource(CallShape.class)
  void endsBothSidesAtTheDeadline(CallShape shape) {
    CallFailure failure = failure(() -> callUntilDeadline(shape));

    assertThat(failure.status()).isEqualTo("DEADLINE_EXCEEDED");
    List<SpanData> spans = weft.awaitSpans(2);
    assertOutcome(only(spans, SpanKind.CLIENT), "DEADLINE_EXCEEDED", StatusCode.ERROR);
    // The server may hear of the client's going first.
    assertThat(only(spans, SpanKind.SERVER).getAttributes().get(RPC_STATUS_CODE))
        .isIn("DEADLINE_EXCEEDED", "CANCELLED");
  }

  @ParameterizedTest
  @EnumSource(CallShape.class)
  void endsBothSidesOfACancelledCall(CallShape shape) throws Exception {
    callAndCancel(shape);

    List<SpanData> spans = weft.awaitSpans(2);
    assertOutcome(only(spans, SpanKind.CLIENT), "CANCELLED", StatusCode.ERROR);
    assertOutcome(only(spans, SpanKind.SERVER), "CANCELLED", StatusCode.UNSET);
  }

  @Test
  void recordsThatNobodyIsThere() {
    CallFailure failure = failure(this::callNobody);

    SpanData client = weft.awaitSpan();
    assertThat(failure.status()).isEqualTo("UNAVAILABLE");
    assertOutcome(client, "UNAVAILABLE", StatusCode.ERROR);
    assertThat(client.getAttributes().get(SERVER_ADDRESS)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(CallShape.class)
  void callsBackInTheCallersContext(CallShape shape) throws Exception {
    Span caller = weft.tracer().spanBuilder("caller").startSpan();
    List<Span> current;
    try (Scope unused = caller.makeCurrent()) {
      current = spansInCallbacks(shape);
    } finally {
      caller.end();
    }

    assertThat(current).isNotEmpty().allMatch(span -> span == caller);
    weft.awaitIdle();
  }

  @Test
  void replacesTheContextThatTheApplicationSends() throws Exception {
    List<String> seen =
        callWithHeader(
            "header:traceparent", "traceparent", "00-" + TRACE_ID + "-b7ad6b7169203331-01");

    SpanData client = only(weft.awaitSpans(3), SpanKind.CLIENT);
    assertThat(seen).containsExactly(traceparent(client));
    assertThat(client.getTraceId()).isNotEqualTo(TRACE_ID);
  }

  @Test
  void sendsOtherHeadersAsTheyAre() throws Exception {
    assertThat(callWithHeader("header:x-mine", "x-mine", "a b")).containsExactly("a b");
    weft.awaitSpans(3);
  }

  @Test
  void carriesAnUnsampledContextOn() throws Exception {
    SpanContext unsampled =
        SpanContext.createFromRemoteParent(
            TRACE_ID,
            "b7ad6b7169203331",
            TraceFlags.getDefault(),
            TraceState.builder().put("vendor", "x").build());
    try (Scope unused = Context.root().with(Span.wrap(unsampled)).makeCurrent()) {
      assertThat(call(CallShape.UNARY, "header:traceparent").get(0))
          .startsWith("00-" + TRACE_ID)
          .endsWith("-00");
      assertThat(call(CallShape.UNARY, "header:tracestate").get(0)).isEqualTo("vendor=x");
    }
    weft.awaitIdle();
    assertThat(weft.awaitSpans(0)).isEmpty();
  }

  @Test
  void keepsConcurrentCallsApart() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    List<Future<List<String>>> calls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String name = "caller " + i;
      calls.add(callers.submit(() -> inSpan(name, () -> call(CallShape.UNARY, name))));
    }
    for (int i = 0; i < 40; i++) {
      assertThat(calls.get(i).get()).containsExactly("re: caller " + i);
    }
    callers.shutdown();

    List<SpanData> spans = weft.awaitSpans(160);
    for (int i = 0; i < 40; i++) {
      String trace = named(spans, "caller " + i).getTraceId();
      assertThat(spans).filteredOn(span -> span.getTraceId().equals(trace)).hasSize(4);
    }
  }

  private static List<String> inSpan(String name, Call call) throws CallFailure {
    Span span = weft.tracer().spanBuilder(name).startSpan();
    try (Scope unused = span.makeCurrent()) {
      return call.run();
    } finally {
      span.end();
    }
  }

  private static CallFailure failure(Call call) {
    CallFailure failure = catchThrowableOfType(CallFailure.class, call::run);
    assertThat(failure).as("failure of the call").isNotNull();
    return failure;
  }

  private static void assertOutcome(SpanData span, String status, StatusCode code) {
    assertThat(span.getAttributes().get(RPC_STATUS_CODE)).isEqualTo(status);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(code);
    assertThat(span.getAttributes().get(ERROR_TYPE))
        .isEqualTo(code == StatusCode.ERROR ? status : null);
  }

  /** The one span of this kind. */
  protected static SpanData only(List<SpanData> spans, SpanKind kind) {
    List<SpanData> found = spans.stream().filter(span -> span.getKind() == kind).toList();
    assertThat(found).as("%s spans of %s", kind, spans).hasSize(1);
    return found.get(0);
  }

  private static SpanData named(List<SpanData> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }

  private static String traceparent(SpanData span) {
    String flags = span.getSpanContext().getTraceFlags().asHex();
    return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + flags;
  }

  private interface Call {
    List<String> run() throws CallFailure;
  }
}
