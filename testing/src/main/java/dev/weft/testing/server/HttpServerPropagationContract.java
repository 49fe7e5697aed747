package dev.weft.testing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every server takes from its caller: the context of that one request, read from all lines of
 * its headers; none if it is not valid.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HttpServerPropagationContract {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static final String IDS = TRACE + "-" + PARENT;
  private static final String VALID = "00-" + IDS + "-01";

  @RegisterExtension protected static final WeftExtension weft = WeftExtension.install();

  private int port;
  private @Nullable ContractClient client;

  /** Starts a server that serves {@link ContractApplication}; returns its port on loopback. */
  protected abstract int start() throws Exception;

  protected abstract void stop() throws Exception;

  /** The path below which the application is. */
  protected String contextPath() {
    return "";
  }

  @BeforeAll
  void startServer() throws Exception {
    port = start();
    client = new ContractClient(port);
  }

  @AfterAll
  void stopServer() throws Exception {
    stop();
  }

  protected final HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, headers);
  }

  final HttpResponse<String> send(String method, String path, String... headers) {
    return client().send(method, contextPath() + path, headers);
  }

  final ContractClient client() {
    if (client == null) {
      throw new IllegalStateException("not started");
    }
    return client;
  }

  @Test
  void continuesASampledTrace() {
    String seen =
        get("/context", "traceparent", VALID, "tracestate", "a=1", "tracestate", "b=2").body();

    SpanData span = weft.awaitSpan();
    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getParentSpanId()).isEqualTo(PARENT);
    assertThat(seen).isEqualTo(TRACE + ' ' + span.getSpanId() + " 01 {a=1, b=2} {}");
  }

  @Test
  void readsHeadersInAnyCaseWithWhitespaceAround() throws IOException {
    String seen =
        getRaw(
            "/context",
            "TRACEPARENT: \t " + VALID + " \t",
            "TraceState:a=1 \t,\t b=2",
            "BAGGAGE:  user = 1 ");

    assertThat(weft.awaitSpan().getParentSpanId()).isEqualTo(PARENT);
    assertThat(seen).startsWith(TRACE).endsWith(" 01 {a=1, b=2} {user=1}");
  }

  @Test
  void readsAllLinesOfStateAndBaggageInOrder() throws IOException {
    String seen =
        getRaw(
            "/context",
            "tracestate: z=1,",
            "baggage: one=1",
            "tracestate:",
            "traceparent: " + VALID,
            "tracestate: a=2,,z=3",
            "baggage: two=2,one=3");

    weft.awaitSpan();
    assertThat(seen).endsWith(" 01 {z=1, a=2} {one=3, two=2}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "02"})
  void carriesAnUnsampledTraceOnWithoutASpan(String flags) {
    String seen =
        get("/context", "traceparent", "00-" + IDS + "-" + flags, "tracestate", "a=1").body();

    assertThat(seen).startsWith(TRACE).endsWith(" " + flags + " {a=1} {}").doesNotContain(PARENT);
    assertThat(weft.awaitSpans(0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "03", "05", "fd", "ff"})
  void keepsTheFlagsThatItKnows(String flags) {
    String seen = get("/context", "traceparent", "00-" + IDS + "-" + flags).body();

    weft.awaitSpan();
    int known = Integer.parseInt(flags, 16) & 3;
    assertThat(seen).startsWith(TRACE).endsWith(" 0" + known + " {} {}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cc-" + IDS + "-01", "01-" + IDS + "-01-later.fields"})
  void continuesTracesOfLaterVersions(String parent) {
    get("/context", "traceparent", parent);

    assertThat(weft.awaitSpan().getParentSpanId()).isEqualTo(PARENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad",
        "00-" + IDS,
        VALID + "-extra",
        "ff-" + IDS + "-01",
        "00-00000000000000000000000000000000-" + PARENT + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-" + PARENT + "-01",
        VALID + "," + VALID,
      })
  void beginsANewTraceBehindAnInvalidParent(String parent) {
    assertNewTrace(get("/context", "traceparent", parent, "tracestate", "a=1").body());
  }

  @Test
  void beginsANewTraceBehindTwoParents() {
    assertNewTrace(
        get("/context", "traceparent", VALID, "traceparent", VALID, "tracestate", "a=1").body());
  }

  @Test
  void beginsANewTraceBehindAStateWithoutAParent() {
    assertNewTrace(get("/context", "tracestate", "a=1", "trace-parent", VALID).body());
  }

  private static void assertNewTrace(String seen) {
    SpanData span = weft.awaitSpan();
    assertThat(span.getParentSpanContext().isValid()).isFalse();
    assertThat(span.getTraceId()).isNotEqualTo(TRACE);
    assertThat(seen).isEqualTo(span.getTraceId() + ' ' + span.getSpanId() + " 03 {} {}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1,B=2", "a=1,b", "a=1,b=", "a =1", "a=1=2"})
  void continuesTheTraceWithoutABadState(String state) {
    String seen = get("/context", "traceparent", VALID, "tracestate", state).body();

    assertThat(weft.awaitSpan().getParentSpanId()).isEqualTo(PARENT);
    assertThat(seen).endsWith(" 01 {} {}");
  }

  @Test
  void continuesTheTraceBelowTooManyMembers() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("traceparent: " + VALID);
    for (int i = 0; i < 33; i++) {
      lines.add("tracestate: k" + i + "=1");
    }

    String seen = getRaw("/context", lines.toArray(new String[0]));

    assertThat(weft.awaitSpan().getParentSpanId()).isEqualTo(PARENT);
    assertThat(seen).endsWith(" 01 {} {}");
  }

  @Test
  void beginsATraceOfItsOwnForEachRequestOfAConnection() throws IOException {
    List<String> seen = new ArrayList<>();
    try (RawConnection connection = new RawConnection(port)) {
      String[] first = {"traceparent: " + VALID, "tracestate: a=1", "baggage: user=1"};
      for (String[] lines : new String[][] {first, {}, {"traceparent: bad"}, first, {}}) {
        connection.write(RawConnection.get(contextPath() + "/context", lines));
        seen.add(connection.readResponse());
      }
    }

    assertOnlyTheFirstAndFourthContinue(seen);
  }

  @Test
  void keepsPipelinedRequestsApart() throws IOException {
    List<String> seen = new ArrayList<>();
    try (RawConnection connection = new RawConnection(port)) {
      String[] first = {"traceparent: " + VALID, "tracestate: a=1", "baggage: user=1"};
      StringBuilder requests = new StringBuilder();
      for (String[] lines : new String[][] {first, {}, {"traceparent: bad"}, first, {}}) {
        requests.append(RawConnection.get(contextPath() + "/context", lines));
      }
      connection.write(requests.toString());
      for (int i = 0; i < 5; i++) {
        seen.add(connection.readResponse());
      }
    }

    assertOnlyTheFirstAndFourthContinue(seen);
  }

  private static void assertOnlyTheFirstAndFourthContinue(List<String> seen) {
    // A request may begin before the end of the one whose answer has gone out already.
    List<String> expected = new ArrayList<>();
    for (SpanData span : weft.awaitSpans(5)) {
      boolean continued = span.getTraceId().equals(TRACE);
      assertThat(span.getParentSpanContext().isValid()).isEqualTo(continued);
      String rest = continued ? " 01 {a=1} {user=1}" : " 03 {} {}";
      expected.add(span.getTraceId() + ' ' + span.getSpanId() + rest);
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(seen)
        .extracting(answer -> answer.startsWith(TRACE))
        .containsExactly(true, false, false, true, false);
    assertThat(seen)
        .extracting(answer -> answer.substring(0, TRACE.length()))
        .as("traces")
        .satisfies(traces -> assertThat(new HashSet<>(traces)).hasSize(4));
  }

  @Test
  void keepsConcurrentRequestsApart() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String parent = "00-" + trace(i) + "-" + PARENT + "-01";
      answers.add(
          callers.submit(
              () -> get("/context", "traceparent", parent, "baggage", "b=" + parent).body()));
    }

    for (int i = 0; i < 40; i++) {
      assertThat(answers.get(i).get()).startsWith(trace(i)).contains("b=00-" + trace(i));
    }
    callers.shutdown();
    weft.awaitSpans(40);
  }

  private static String trace(int i) {
    return String.format("%032x", i + 1);
  }

  @Test
  void staysInTheContextWhileBodiesStreamBothWays() throws IOException {
    String before;
    String after;
    try (RawConnection connection = new RawConnection(port)) {
      connection.write(
          "POST "
              + contextPath()
              + "/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
              + "Content-Type: text/plain\r\ntraceparent: "
              + VALID
              + "\r\n\r\n");
      connection.writeChunk("first\n");
      connection.readHead();
      before = connection.readChunk();
      connection.writeChunk("second\n");
      connection.writeChunk("");
      after = connection.readChunk();
    }

    SpanData span = weft.awaitSpan();
    String context = TRACE + ' ' + span.getSpanId() + " 01 {} {}\n";
    assertThat(before).isEqualTo("first\n" + context);
    assertThat(after).isEqualTo("second\n" + context);
  }

  private String getRaw(String path, String... lines) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.write(RawConnection.get(contextPath() + path, lines));
      return connection.readResponse();
    }
  }
}
