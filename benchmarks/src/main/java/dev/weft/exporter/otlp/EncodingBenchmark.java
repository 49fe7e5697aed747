package dev.weft.exporter.otlp;

import dev.weft.benchmarks.EndedSpans;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What encoding costs for each span of a full batch. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class EncodingBenchmark {
  @Param({"false", "true"})
  public boolean gzip;

  private final List<SpanData> spans = EndedSpans.served(EndedSpans.BATCH);
  private RequestEncoder encoder;

  @Setup
  public void choose() {
    encoder = new RequestEncoder(gzip);
  }

  @Benchmark
  @OperationsPerInvocation(EndedSpans.BATCH)
  public int encode() throws IOException {
    encoder.begin(spans);
    return encoder.encode().size();
  }
}
