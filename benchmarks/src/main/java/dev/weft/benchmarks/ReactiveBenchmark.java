package dev.weft.benchmarks;

import dev.weft.testing.TestAgent;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What the context of a Reactor chain of ten operators costs: its assembly, one subscription and
 * ten elements.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ReactiveBenchmark {
  /** How the chain's functions get the subscriber's context. */
  public enum By {
    /** Not at all. */
    NOTHING,
    /** As Weft does it. */
    WEFT,
    /** A hook of Reactor's puts a subscriber around each operator, as agents do. */
    EACH_OPERATOR,
    /** A hook of Reactor's puts a subscriber around the last one, which does not reach the rest. */
    LAST_OPERATOR
  }

  /** Who subscribes. */
  public enum Subscriber {
    NOBODY,
    REQUEST
  }

  @Param public By by = By.NOTHING;
  @Param public Subscriber subscriber = Subscriber.NOBODY;

  private Context request = Context.root();
  private Scheduler scheduler = Schedulers.immediate();

  @Setup
  public void prepare() {
    if (subscriber == Subscriber.REQUEST) {
      request = Context.root().with(ContextKey.named("request"), "a");
    }
    switch (by) {
      case WEFT -> TestAgent.start();
      case EACH_OPERATOR -> Hooks.onEachOperator(inContext());
      case LAST_OPERATOR -> Hooks.onLastOperator(inContext());
      case NOTHING -> {}
    }
    scheduler = Schedulers.newSingle("benchmark");
  }

  @TearDown
  public void stop() {
    scheduler.dispose();
  }

  /** All on the subscriber's thread. */
  @Benchmark
  public void synchronous(Blackhole blackhole) {
    try (Scope unused = request.makeCurrent()) {
      ten(Flux.range(1, 10)).subscribe(blackhole::consume);
    }
  }

  /** Elements come from a sink, from whatever context. */
  @Benchmark
  public void sink(Blackhole blackhole) {
    Sinks.Many<Integer> sink = Sinks.many().unicast().onBackpressureBuffer();
    try (Scope unused = request.makeCurrent()) {
      ten(sink.asFlux()).subscribe(blackhole::consume);
    }
    for (int i = 0; i < 10; i++) {
      sink.tryEmitNext(i);
    }
    sink.tryEmitComplete();
  }

  /** The elements go through another thread; the caller waits. */
  @Benchmark
  public @Nullable Object otherThread() {
    try (Scope unused = request.makeCurrent()) {
      return ten(Flux.range(1, 10)).publishOn(scheduler).map(n -> n + 1).blockLast();
    }
  }

  private static Flux<Integer> ten(Flux<Integer> source) {
    Function<Integer, Integer> inc = n -> n + 1;
    return source
        .map(inc)
        .filter(n -> n > 0)
        .map(inc)
        .doOnNext(n -> {})
        .map(inc)
        .concatMapIterable(java.util.Collections::singleton)
        .map(inc)
        .filter(n -> n > 0)
        .handle((n, sink) -> sink.next(n))
        .map(n -> (Integer) n);
  }

  private static Function<Publisher<Object>, Publisher<Object>> inContext() {
    Function<? super Publisher<Object>, ? extends Publisher<Object>> lift =
        Operators.lift((operator, actual) -> new ContextSubscriber<>(actual, Context.current()));
    return lift::apply;
  }

  private static final class ContextSubscriber<T> implements CoreSubscriber<T> {
    private final CoreSubscriber<? super T> actual;
    private final Context context;

    ContextSubscriber(CoreSubscriber<? super T> actual, Context context) {
      this.actual = actual;
      this.context = context;
    }

    @Override
    public reactor.util.context.Context currentContext() {
      return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      try (Scope unused = context.makeCurrent()) {
        actual.onSubscribe(subscription);
      }
    }

    @Override
    public void onNext(T element) {
      try (Scope unused = context.makeCurrent()) {
        actual.onNext(element);
      }
    }

    @Override
    public void onError(Throwable error) {
      try (Scope unused = context.makeCurrent()) {
        actual.onError(error);
      }
    }

    @Override
    public void onComplete() {
      try (Scope unused = context.makeCurrent()) {
        actual.onComplete();
      }
    }
  }
}
