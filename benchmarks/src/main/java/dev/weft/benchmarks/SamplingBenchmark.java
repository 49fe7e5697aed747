package dev.weft.benchmarks;

import dev.weft.propagation.Propagators;
import dev.weft.sampler.PolicySampler;
import dev.weft.sampler.SamplingOptions;
import dev.weft.sampler.SamplingPolicy;
import dev.weft.tracing.DroppedSpans;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.StartView;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import dev.weft.tracing.http.HttpServerGetter;
import dev.weft.tracing.http.HttpServerOperation;
import dev.weft.tracing.http.HttpServerTracing;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one head decision costs for a request whose method and path are known, and what a whole
 * request costs that is nearly always dropped: context read, decided, begun, ended.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class SamplingBenchmark implements StartView<String> {
  private static final String TWENTY =
      "drop GET|HEAD /health*, drop GET /ready, drop /metrics, drop [user_agent.original=kube-*],"
          + " drop OPTIONS, keep POST /checkout/**, keep /payment/*/confirm, 5/s /search*,"
          + " 5/s GET /suggest/**, 1% /static/**, 1% **.css, 1% **.js, 1% **.png, 50% /admin/**,"
          + " 20% POST /orders/*, 20% GET /orders/*/items/**, 2/s /reports/**, 25% client,"
          + " 30% /api/v1/**, ";

  @Param({"drop", "1%", "keep", "20 rules, last", "20 rules, first", "1000/s"})
  public String policy;

  private final HttpServerTracing<String, String> requests =
      new HttpServerTracing<>("benchmark", new PathOnly());

  private PolicySampler sampler;
  private String path;

  @Setup
  public void compile() {
    String rules = policy.startsWith("20") ? TWENTY + "1%" : policy;
    path = policy.endsWith("first") ? "/healthz" : "/customers/4711/addresses";
    Map<String, String> options = Collections.singletonMap(SamplingOptions.RULES, rules);
    Consumer<String> fatal =
        problem -> {
          throw new IllegalStateException(problem);
        };
    sampler = new PolicySampler(SamplingPolicy.of(options, DroppedSpans.SILENT, fatal, fatal));
    Tracing.configure(
        Recording.spans(),
        Propagators.create(Propagators.DEFAULT, fatal),
        TracingSettings.defaults(),
        sampler);
  }

  @Benchmark
  public HeadDecision decide() {
    return sampler.decide(Context.root(), this, path);
  }

  @Benchmark
  public @Nullable HttpServerOperation<String, String> request() {
    HttpServerOperation<String, String> operation = requests.start(path);
    if (operation != null) {
      operation.end(path, null);
    }
    return operation;
  }

  @Override
  public SpanKind kind() {
    return SpanKind.SERVER;
  }

  @Override
  public String method(String request) {
    return "GET";
  }

  @Override
  public String path(String request) {
    return request;
  }

  @Override
  public @Nullable String attribute(String request, String key) {
    return key.equals("user_agent.original") ? "Mozilla/5.0 (X11; Linux x86_64)" : null;
  }

  /** A request that is its path. */
  private static final class PathOnly implements HttpServerGetter<String, String> {
    @Override
    public String method(String request) {
      return "GET";
    }

    @Override
    public String scheme(String request) {
      return "http";
    }

    @Override
    public String path(String request) {
      return request;
    }

    @Override
    public @Nullable String query(String request) {
      return null;
    }

    @Override
    public @Nullable Iterator<String> headers(String request, String name) {
      return null;
    }

    @Override
    public Iterable<String> headerNames(String request) {
      return Collections.emptyList();
    }

    @Override
    public int status(String request, String response) {
      return 200;
    }

    @Override
    public @Nullable Iterator<String> responseHeaders(
        String request, String response, String name) {
      return null;
    }
  }
}
