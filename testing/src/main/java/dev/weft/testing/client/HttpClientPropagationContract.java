package dev.weft.testing.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.EarlyDrops;
import dev.weft.testing.client.RecordingServer.Received;
import dev.weft.testing.executor.Collectable;
import dev.weft.testing.executor.Requests;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every HTTP client owes to the next service: exactly one context, that of its own request. To
 * its caller it owes to forget the context once there is an answer.
 */
public abstract class HttpClientPropagationContract extends HttpClientFixture {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT_ID = "b7ad6b7169203331";
  private static final String FOREIGN = "00-11111111111111111111111111111111-2222222222222222-01";
  private static final TraceState STATE =
      TraceState.builder().put("b", "2").put("a", "1").build(); // put adds to the left

  @Test
  void sendsTheContextOnWithANewParentForEachRequest() throws Exception {
    Span parent = weft.tracer().spanBuilder("parent").startSpan();
    try (Scope unused = parent.makeCurrent()) {
      for (int i = 0; i < 3; i++) {
        send(get("/ok"));
      }
      assertThat(Span.current()).isSameAs(parent);
    } finally {
      parent.end();
    }

    List<SpanData> spans = awaitRequestsBelow(parent, 3);
    assertThat(traceparents()).doesNotHaveDuplicates();
    assertEachRequestCarries(spans);
  }

  @Test
  void sendsATraceOfItsOwnAsSampledAndRandom() throws Exception {
    send(get("/ok"));

    assertEachRequestCarries(weft.awaitSpans(1));
    assertThat(traceparents().get(0)).endsWith("-03");
    assertThat(values("tracestate")).isEmpty();
    assertThat(values("baggage")).isEmpty();
  }

  @Test
  void sendsTheDecisionNotToSampleATraceOfItsOwn() throws Exception {
    weft.configure(EarlyDrops.AND_ROOTS);
    send(get("/ok"));

    assertThat(weft.awaitSpans(0)).isEmpty();
    assertThat(traceparents())
        .singleElement()
        .asString()
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-02");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "02"})
  void sendsAnUnsampledContextOnWithoutASpan(String flags) throws Exception {
    try (Scope unused = remote(flags, STATE).makeCurrent()) {
      send(get("/ok"));
    }

    assertThat(weft.awaitSpans(0)).isEmpty();
    assertThat(traceparents())
        .singleElement()
        .asString()
        .matches("00-" + TRACE_ID + "-[0-9a-f]{16}-" + flags)
        .doesNotContain(PARENT_ID);
    assertThat(values("tracestate")).containsExactly("a=1,b=2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "03"})
  void neitherAddsNorLosesTheRandomFlag(String flags) throws Exception {
    try (Scope unused = remote(flags, TraceState.getDefault()).makeCurrent()) {
      send(get("/ok"));
    }

    assertEachRequestCarries(weft.awaitSpans(1));
    assertThat(traceparents().get(0)).startsWith("00-" + TRACE_ID).endsWith("-" + flags);
  }

  @Test
  void sendsStateAndBaggageInOneHeaderEach() throws Exception {
    Baggage baggage = Baggage.builder().put("user", "J\u00fcrgen M").build();
    try (Scope unused = remote("01", STATE).with(baggage).makeCurrent()) {
      send(get("/ok"));
    }

    assertEachRequestCarries(weft.awaitSpans(1));
    assertThat(values("tracestate")).containsExactly("a=1,b=2");
    assertThat(values("baggage")).containsExactly("user=J%C3%BCrgen%20M");
  }

  /** Typically a copy of what came in, by a service that hands headers through. */
  @Test
  void replacesATraceContextOfTheApplication() throws Exception {
    ClientRequest request =
        get("/ok")
            .header("Traceparent", FOREIGN)
            .header("traceparent", FOREIGN)
            .header("tracestate", "old=1")
            .header("TraceState", "old=2")
            .header("X-Other", "stays");
    send(request);
    try (Scope unused = remote("01", STATE).makeCurrent()) {
      send(request);
    }

    assertEachRequestCarries(weft.awaitSpans(2));
    assertThat(values("tracestate")).containsExactly("a=1,b=2");
    assertThat(values("x-other")).containsExactly("stays", "stays");
  }

  @Test
  void replacesBaggageOfTheApplicationOnlyByBaggage() throws Exception {
    ClientRequest request = get("/ok").header("Baggage", "own=1").header("baggage", "own=2");
    send(request);
    assertThat(values("baggage")).containsExactly("own=1", "own=2");
    server().received().clear();

    try (Scope unused =
        Context.current().with(Baggage.builder().put("a", "1").build()).makeCurrent()) {
      send(request);
    }
    assertThat(values("baggage")).containsExactly("a=1");
    weft.awaitSpans(2);
  }

  @Test
  void leavesARequestAloneThatIsNotTraced() throws Exception {
    Tracing.reset();
    send(get("/ok").header("traceparent", FOREIGN));
    send(get("/ok"));

    assertThat(traceparents()).containsExactly(FOREIGN);
    assertThat(weft.awaitSpans(0)).isEmpty();
  }

  @Test
  void sendsANewParentWithEachRequestOfARedirection() throws Exception {
    ClientRequest request =
        get("/redirect/2").header("traceparent", FOREIGN).header("tracestate", "old=1");
    try (Scope unused = remote("03", STATE).makeCurrent()) {
      assertThat(send(request)).isEqualTo(200);
    }

    assertEachRequestCarries(weft.awaitSpans(3));
    assertThat(traceparents()).hasSize(3).doesNotHaveDuplicates();
    assertThat(values("tracestate")).containsExactly("a=1,b=2", "a=1,b=2", "a=1,b=2");
  }

  @Test
  void sendsANewParentWithEachRequestOfAnUnsampledRedirection() throws Exception {
    try (Scope unused = remote("00", STATE).makeCurrent()) {
      assertThat(send(get("/redirect/2"))).isEqualTo(200);
    }

    assertThat(weft.awaitSpans(0)).isEmpty();
    assertThat(traceparents())
        .hasSize(3)
        .doesNotHaveDuplicates()
        .allMatch(sent -> sent.matches("00-" + TRACE_ID + "-[0-9a-f]{16}-00"));
  }

  /** Whether a library comes again by itself is its own affair. */
  @Test
  void sendsANewParentWithARequestThatComesAgain() throws Exception {
    assertThat(send(get("/busy"))).isIn(200, 503);

    assertEachRequestCarries(weft.awaitSpans(server().received().size()));
  }

  /** Some libraries repeat a request on a new connection below everything that can be hooked. */
  @Test
  void sendsOneContextWithARequestWhoseConnectionWasLost() throws Exception {
    send(get("/ok"));
    weft.awaitSpans(1);
    weft.clear();
    server().received().clear();
    try {
      send(get("/hang-up"));
    } catch (IOException expected) {
      assertThat(server().received()).as("requests").hasSize(1);
    }

    assertThat(traceparents()).hasSameSizeAs(server().received());
    List<SpanData> spans = weft.awaitSpans((int) traceparents().stream().distinct().count());
    assertThat(traceparents())
        .containsOnly(spans.stream().map(HttpClientFixture::traceparent).toArray(String[]::new));
  }

  @Test
  void keepsTheRequestsOfOneConnectionApart() throws Exception {
    Baggage baggage = Baggage.builder().put("user", "first").build();
    try (Scope unused = remote("01", STATE).with(baggage).makeCurrent()) {
      send(get("/ok"));
    }
    send(get("/ok"));
    try (Scope unused = remote("00", TraceState.getDefault()).makeCurrent()) {
      send(get("/ok"));
    }
    send(get("/ok"));

    weft.awaitSpans(3);
    assertThat(traceparents()).hasSize(4).doesNotHaveDuplicates();
    assertThat(traceparents().get(0)).startsWith("00-" + TRACE_ID);
    assertThat(traceparents().get(1)).doesNotContain(TRACE_ID).endsWith("-03");
    assertThat(traceparents().get(2)).startsWith("00-" + TRACE_ID).endsWith("-00");
    assertThat(traceparents().get(3)).doesNotContain(TRACE_ID).endsWith("-03");
    assertThat(values("tracestate")).containsExactly("a=1,b=2");
    assertThat(values("baggage")).containsExactly("user=first");
  }

  @Test
  void keepsConcurrentRequestsApart() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    List<Future<?>> calls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String path = "/call/" + i;
      calls.add(callers.submit(() -> sendBelowASpanNamed(path)));
    }
    for (Future<?> call : calls) {
      call.get();
    }
    callers.shutdown();

    List<SpanData> spans = weft.awaitSpans(80);
    for (Received request : server().received()) {
      SpanData parent = named(spans, request.path());
      assertThat(traceparents(request)).hasSize(1);
      assertThat(traceparents(request).get(0)).startsWith("00-" + parent.getTraceId());
    }
  }

  private Void sendBelowASpanNamed(String path) throws Exception {
    Span span = weft.tracer().spanBuilder(path).startSpan();
    try (Scope unused = span.makeCurrent()) {
      send(get(path));
    } finally {
      span.end();
    }
    return null;
  }

  private static SpanData named(List<SpanData> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void sendsTheContextWithAStreamedBody() throws Exception {
    String body = "a line of the body\n".repeat(10_000);
    assertThat(send(get("/ok").postStreamed(body))).isEqualTo(200);

    assertEachRequestCarries(weft.awaitSpans(1));
    Received request = server().received().get(0);
    assertThat(request.headers().containsKey("Content-Length")).as("length is known").isFalse();
    assertThat(request.body()).isEqualTo(body);
  }

  @Test
  void sendsTheContextWhereAStreamComesBack() throws Exception {
    assertThat(send(get("/stream"))).isEqualTo(200);

    assertEachRequestCarries(weft.awaitSpans(1));
  }

  /** What only the garbage collector finds to be over makes its pauses long. */
  @Test
  void keepsNothingOfTheCallerOnceItIsAnswered() throws Exception {
    Collectable held = new Collectable();
    int status =
        Requests.call(
            "caller",
            () -> {
              held.add(Context.current());
              return send(get("/ok"));
            });
    assertThat(status).isEqualTo(200);
    held.assertCollectedBetween(this::betweenCollections);
    weft.awaitSpan();
  }

  /** Makes others let go than the instrumentation under test. */
  protected void betweenCollections() throws Exception {}

  private static Context remote(String flags, TraceState state) {
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            TRACE_ID, PARENT_ID, TraceFlags.fromHex(flags, 0), state);
    return Context.root().with(Span.wrap(remote));
  }
}
