package dev.weft.smoke;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two services in a chain that sample one request in a hundred: whatever fails or is slow in the
 * second one arrives, and the rest is the sample that it should be.
 */
@Tag("sampling")
class SamplingIT {
  private static final int REQUESTS = 10_000;
  private static final int FAILING = 37;
  private static final int SLOW = 20;
  private static final int THREADS = 8;

  /** Six standard deviations of a binomial distribution of 10,000 and 1 % either way. */
  private static final int LEAST_SAMPLED = 40;

  private static final int MOST_SAMPLED = 160;

  private static final Pattern TRACE_STATE = Pattern.compile("trace_state: \"([^\"]*)\"");
  private static final Pattern FLAGS = Pattern.compile("(?m)^flags: (\\d+)");
  private static final Pattern THRESHOLD = Pattern.compile("ot=.*\\bth:([0-9a-f]+)");

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void everyTroubledRequestArrivesFromTheServiceThatHadTheTrouble() throws Exception {
    Outcome outcome = run("false");

    assertThat(outcome.traces("stock", "fate=fail")).hasSize(FAILING);
    assertThat(outcome.traces("stock", "fate=dawdle")).hasSize(SLOW);
    // What was slow below was slow above; what failed below had an answer all the same.
    assertThat(outcome.traces("orders", "fate=dawdle")).hasSize(SLOW);
    assertThat(outcome.rescued("orders", "fate=fail")).isEmpty();
    assertSampledRightly(outcome);
  }

  @Test
  void everyTroubledRequestArrivesFromItsCallerTooWhenRescuesArePassedOn() throws Exception {
    Outcome outcome = run("true");

    Set<String> troubled = outcome.traces("stock", "fate=fail");
    assertThat(troubled).hasSize(FAILING);
    troubled.addAll(outcome.traces("stock", "fate=dawdle"));
    assertThat(troubled).hasSize(FAILING + SLOW);
    for (String trace : troubled) {
      assertWhole(outcome.spans(trace));
    }
    assertSampledRightly(outcome);
  }

  /** Sends all requests, and waits for both services to end and to have sent what they had. */
  private Outcome run(String upstream) throws Exception {
    String[] options = {
      "-Dotel.traces.sampler=parentbased_traceidratio",
      "-Dotel.traces.sampler.arg=0.01",
      "-Dweft.sampling.rescue=errors, slow>2s",
      "-Dweft.sampling.rescue.upstream=" + upstream
    };
    try (OtlpReceiver collector = OtlpReceiver.start();
        JavaProcess stock = JavaProcess.start(service("stock", collector, options));
        JavaProcess orders =
            JavaProcess.start(service("orders", collector, options, address(stock) + "/stock"))) {
      send(address(orders) + "/orders");
      assertThat(orders.awaitEnd().exitCode()).isZero();
      assertThat(stock.awaitEnd().exitCode()).isZero();
      return new Outcome(collector.spans());
    }
  }

  private static ProcessBuilder service(
      String name, OtlpReceiver collector, String[] options, String... arguments) {
    ProcessBuilder builder =
        Weft.app("chain-tomcat-10", Jdk.of(17), collector, "example.chain.Service", arguments);
    builder.command().addAll(1, List.of(options));
    builder.command().add(1, "-Dotel.service.name=" + name);
    return builder;
  }

  private static String address(JavaProcess service) throws InterruptedException {
    String listening = service.awaitOut("listening on ");
    return "http://localhost:" + listening.substring("listening on ".length());
  }

  private void send(String url) throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        String fate = fate(i);
        URI uri = URI.create(url + "?fate=" + fate);
        answers.add(senders.submit(() -> get(uri)));
      }
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(answers.get(i).get()).isEqualTo(fate(i).equals("fail") ? "later" : "now");
      }
    } finally {
      senders.shutdownNow();
    }
  }

  /** Troubles are spread over the whole run, but not into its slow beginning. */
  private static String fate(int request) {
    int step = REQUESTS / (FAILING + SLOW);
    int trouble = request / step;
    if (request % step != step / 2 || trouble >= FAILING + SLOW) {
      return "none";
    }
    return trouble < FAILING ? "fail" : "dawdle";
  }

  private String get(URI uri) throws Exception {
    return client
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** The server span above, its call, and the server span below. */
  private static void assertWhole(List<ReceivedSpan> spans) {
    assertThat(spans).hasSize(3);
    ReceivedSpan order = server(spans, "orders");
    ReceivedSpan stock = server(spans, "stock");
    assertThat(order.parentSpanId()).isEmpty();
    assertThat(spans).anyMatch(call -> call.isChildOf(order) && stock.isChildOf(call));
  }

  private static void assertSampledRightly(Outcome outcome) {
    List<ReceivedSpan> sampled = outcome.sampledRoots();
    assertThat(sampled).hasSizeBetween(LEAST_SAMPLED, MOST_SAMPLED);
    double population = 0;
    for (ReceivedSpan root : sampled) {
      assertWhole(outcome.spans(root.traceId()));
      population += adjustedCount(root);
    }
    // 1 % is published as fd70a, with four digits: one in 100.0006 or so.
    assertThat(population / sampled.size()).isBetween(99.9, 100.1);
    for (ReceivedSpan span : outcome.spans) {
      assertThat((flags(span) & 1) == 0).as("%s", span).isEqualTo(isRescued(span));
      assertThat(THRESHOLD.matcher(traceState(span)).find())
          .as("%s", span)
          .isEqualTo(!isRescued(span));
    }
  }

  /** How many requests a sampled one stands for: 2^56 / (2^56 - T). */
  private static double adjustedCount(ReceivedSpan span) {
    Matcher threshold = THRESHOLD.matcher(traceState(span));
    assertThat(threshold.find()).as("%s", span).isTrue();
    String digits = (threshold.group(1) + "0".repeat(14)).substring(0, 14);
    double all = Math.pow(2, 56);
    return all / (all - Long.parseLong(digits, 16));
  }

  private static ReceivedSpan server(List<ReceivedSpan> spans, String service) {
    return spans.stream()
        .filter(span -> span.service().equals(service) && span.kind() == SPAN_KIND_SERVER)
        .findFirst()
        .get();
  }

  private static boolean isRescued(ReceivedSpan span) {
    return span.attributes().containsKey("weft.sampling.rescued");
  }

  private static String traceState(ReceivedSpan span) {
    Matcher state = TRACE_STATE.matcher(span.wire());
    return state.find() ? state.group(1) : "";
  }

  private static int flags(ReceivedSpan span) {
    Matcher flags = FLAGS.matcher(span.wire());
    return flags.find() ? Integer.parseInt(flags.group(1)) : 0;
  }

  /** What the collector got. */
  private static final class Outcome {
    final List<ReceivedSpan> spans;
    private final Map<String, List<ReceivedSpan>> traces = new HashMap<>();

    Outcome(List<ReceivedSpan> spans) {
      this.spans = spans;
      for (ReceivedSpan span : spans) {
        traces.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
      }
    }

    List<ReceivedSpan> spans(String trace) {
      return traces.get(trace);
    }

    /** The traces in which this service had a request of this query. */
    Set<String> traces(String service, String query) {
      return traces(service, query, span -> true);
    }

    /** Those of them that it had to rescue. */
    Set<String> rescued(String service, String query) {
      return traces(service, query, SamplingIT::isRescued);
    }

    private Set<String> traces(String service, String query, Predicate<ReceivedSpan> fitting) {
      return spans.stream()
          .filter(span -> span.kind() == SPAN_KIND_SERVER && span.service().equals(service))
          .filter(span -> query.equals(span.attributes().get("url.query")))
          .filter(fitting)
          .map(ReceivedSpan::traceId)
          .collect(Collectors.toCollection(HashSet::new));
    }

    /** The first spans of the traces that the head sampler has kept. */
    List<ReceivedSpan> sampledRoots() {
      return spans.stream()
          .filter(span -> span.parentSpanId().isEmpty() && (SamplingIT.flags(span) & 1) == 1)
          .toList();
    }
  }
}
