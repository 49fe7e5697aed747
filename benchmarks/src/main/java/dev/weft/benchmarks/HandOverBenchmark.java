package dev.weft.benchmarks;

import dev.weft.testing.TestAgent;
import dev.weft.tracing.WeakMap;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What handing a task to a pool costs: submission and run, without the wake-up of a thread. The
 * pool's only thread is held while a thousand tasks are submitted, then runs them. The time is that
 * of one task, the allocation too, its own included.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HandOverBenchmark {
  private static final int TASKS = 1000;

  /** How a task gets its submitter's context. */
  public enum By {
    /** Not at all. */
    NOTHING,
    /** As Weft does it. */
    WEFT,
    /** A weak map from the task to its context, as in agents that attach fields to classes. */
    WEAK_MAP,
    /** A task around the task, as applications do it by hand. */
    WRAPPER
  }

  /** Whose tasks they are. */
  public enum Submitter {
    NOBODY,
    REQUEST
  }

  @Param public By by = By.NOTHING;
  @Param public Submitter submitter = Submitter.NOBODY;

  private final WeakMap<Runnable, Context> contexts = new WeakMap<>();
  private final Semaphore gate = new Semaphore(0);
  private final Semaphore done = new Semaphore(0);
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  private final ForkJoinPool forkJoinPool = new ForkJoinPool(1);
  private Context request = Context.root();

  @Setup
  public void weave() {
    if (submitter == Submitter.REQUEST) {
      request = Context.root().with(ContextKey.named("request"), "a");
    }
    if (by == By.WEFT) {
      TestAgent.start();
    }
  }

  @TearDown
  public void stop() {
    pool.shutdown();
    forkJoinPool.shutdown();
  }

  /** {@code execute} of a new {@code Runnable}. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public void execute(Blackhole blackhole) {
    pool.execute(gate::acquireUninterruptibly);
    try (Scope unused = request.makeCurrent()) {
      for (int i = 0; i < TASKS; i++) {
        Task task = new Task(blackhole);
        execute(task, task);
      }
    }
    pool.execute(done::release);
    gate.release();
    done.acquireUninterruptibly();
  }

  private void execute(Task task, Runnable submitted) {
    if (by == By.WEAK_MAP && Context.current() != Context.root()) {
      contexts.put(task, Context.current());
    }
    pool.execute(by == By.WRAPPER ? Context.current().wrap(submitted) : submitted);
  }

  /** {@code submit} of a new {@code Runnable}. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public void submit(Blackhole blackhole) {
    pool.execute(gate::acquireUninterruptibly);
    try (Scope unused = request.makeCurrent()) {
      for (int i = 0; i < TASKS; i++) {
        Task task = new Task(blackhole);
        execute(task, new FutureTask<>(task, null));
      }
    }
    pool.execute(done::release);
    gate.release();
    done.acquireUninterruptibly();
  }

  /** {@code fork} and {@code join} of a new task, by a thread of the pool. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public void fork(Blackhole blackhole) {
    forkJoinPool.invoke(
        new RecursiveAction() {
          @Override
          protected void compute() {
            try (Scope unused = request.makeCurrent()) {
              forkAll(blackhole);
            }
          }
        });
  }

  private void forkAll(Blackhole blackhole) {
    ForkJoinTask<?>[] forked = new ForkJoinTask<?>[TASKS];
    for (int i = 0; i < TASKS; i++) {
      Task task = new Task(blackhole);
      forked[i] = fork(task);
    }
    for (int i = TASKS - 1; i >= 0; i--) {
      forked[i].join();
    }
  }

  private ForkJoinTask<?> fork(Task task) {
    Runnable run = task;
    if (by == By.WEAK_MAP && Context.current() != Context.root()) {
      contexts.put(task, Context.current());
    } else if (by == By.WRAPPER) {
      run = Context.current().wrap(task);
    }
    return ForkJoinTask.adapt(run).fork();
  }

  /** Reads the context, as whatever is traced in it would. */
  private final class Task implements Runnable {
    private final Blackhole blackhole;

    Task(Blackhole blackhole) {
      this.blackhole = blackhole;
    }

    @Override
    public void run() {
      if (by != By.WEAK_MAP) {
        blackhole.consume(Context.current());
        return;
      }
      @Nullable Context context = contexts.remove(this);
      if (context == null) {
        blackhole.consume(Context.current());
        return;
      }
      try (Scope unused = context.makeCurrent()) {
        blackhole.consume(Context.current());
      }
    }
  }
}
