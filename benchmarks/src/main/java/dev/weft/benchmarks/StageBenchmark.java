package dev.weft.benchmarks;

import dev.weft.testing.TestAgent;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the context of a {@code CompletableFuture}'s stage costs: attached, then completed. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class StageBenchmark {
  @Param({"false", "true"})
  public boolean weft;

  private final Context request = Context.root().with(ContextKey.named("request"), "a");

  @Setup
  public void weave() {
    if (weft) {
      TestAgent.start();
    }
  }

  /** Attached in a request, completed by a thread of none: what a client's event loop does. */
  @Benchmark
  public Integer inRequest() {
    CompletableFuture<Integer> first = new CompletableFuture<>();
    CompletableFuture<Integer> stage;
    try (Scope unused = request.makeCurrent()) {
      stage = first.thenApply(n -> n + 1);
    }
    first.complete(1);
    return stage.join();
  }

  @Benchmark
  public Integer outside() {
    CompletableFuture<Integer> first = new CompletableFuture<>();
    CompletableFuture<Integer> stage = first.thenApply(n -> n + 1);
    first.complete(1);
    return stage.join();
  }

  /** The future is done already: the stage runs as it is attached. */
  @Benchmark
  public Integer afterCompletion() {
    try (Scope unused = request.makeCurrent()) {
      return CompletableFuture.completedFuture(1).thenApply(n -> n + 1).join();
    }
  }
}
