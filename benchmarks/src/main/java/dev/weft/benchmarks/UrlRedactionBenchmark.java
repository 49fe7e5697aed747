package dev.weft.benchmarks;

import dev.weft.tracing.TracingSettings;
import dev.weft.tracing.UrlRedaction;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What looking for secrets costs: a URL and a query without any, and with one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class UrlRedactionBenchmark {
  private final UrlRedaction redaction = TracingSettings.defaults().urlRedaction();

  @Benchmark
  public String url() {
    return redaction.url("https://stock.example:8443/items/4711?page=2&sort=price");
  }

  @Benchmark
  public String urlWithSecret() {
    return redaction.url("https://stock.example:8443/items/4711?page=2&X-Amz-Signature=3f9a");
  }

  @Benchmark
  public @Nullable String query() {
    return redaction.query("page=2&sort=price");
  }

  @Benchmark
  public @Nullable String queryWithSecret() {
    return redaction.query("page=2&X-Amz-Signature=3f9a");
  }
}
