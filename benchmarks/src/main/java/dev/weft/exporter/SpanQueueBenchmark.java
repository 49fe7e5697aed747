package dev.weft.exporter;

import dev.weft.benchmarks.EndedSpans;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a span costs in the queue: offered, and taken out again in batches. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SpanQueueBenchmark {
  private final SpanAccounting accounting = new SpanAccounting();
  private final SpanQueue queue = new SpanQueue(PipelineSettings.defaults(), accounting);
  private final List<SpanData> spans = EndedSpans.served(EndedSpans.BATCH);
  private final Object[] batch = new Object[EndedSpans.BATCH];

  @Benchmark
  @OperationsPerInvocation(EndedSpans.BATCH)
  public int offer() {
    for (int i = 0; i < EndedSpans.BATCH; i++) {
      queue.offer(spans.get(i));
    }
    return queue.drainTo(batch, EndedSpans.BATCH);
  }
}
