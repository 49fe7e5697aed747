package dev.weft.instrumentation.reactor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.executor.RetainedHeap;
import dev.weft.testing.reactive.Probe;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.Scannable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.UnicastProcessor;
import reactor.core.scheduler.Schedulers;

/** What an application sees of the boundaries: next to nothing. */
class TransparencyTest {
  private static final String REQUEST = "request";

  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private final Probe probe = new Probe();

  @AfterEach
  void reset() {
    Hooks.resetOnEachOperator();
    Hooks.resetOnLastOperator();
    Hooks.resetOnErrorDropped();
  }

  @Test
  void leavesHooksToTheApplication() {
    List<Publisher<Object>> each = new ArrayList<>();
    List<Publisher<Object>> last = new ArrayList<>();
    Hooks.onEachOperator(
        publisher -> {
          each.add(publisher);
          return publisher;
        });
    Hooks.onLastOperator(
        publisher -> {
          last.add(publisher);
          return publisher;
        });
    Flux<Integer> source = Flux.create(FluxSink::complete);
    Flux<Integer> chain = source.map(probe::look);
    Probe.within(REQUEST, () -> chain.subscribe());
    assertThat(each).hasSize(2);
    assertThat(each.get(0)).isSameAs(source);
    assertThat(each.get(1)).isSameAs(chain);
    assertThat(last).hasSize(1);
    assertThat(last.get(0)).isSameAs(chain);
  }

  @Test
  void fusesThroughBoundaries() {
    UnicastProcessor<Integer> source = UnicastProcessor.create();
    Keeping end = new Keeping();
    Probe.within(REQUEST, () -> source.map(probe::look).subscribe(end));
    Fuseable.QueueSubscription<?> queue = end.queue();
    assertThat(queue.requestFusion(Fuseable.ASYNC)).isEqualTo(Fuseable.ASYNC);
    source.onNext(1);
    source.onNext(2);
    assertThat(queue.size()).isEqualTo(2);
    assertThat((Object) queue.poll()).isEqualTo(1);
    queue.clear();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void refusesFusionWhereTheSourceCannot() {
    Keeping end = new Keeping();
    Probe.within(REQUEST, () -> Flux.never().hide().subscribe(end));
    assertThat(end.queue().requestFusion(Fuseable.ANY)).isEqualTo(Fuseable.NONE);
  }

  @Test
  void canBeScannedThrough() {
    AtomicReference<FluxSink<Integer>> sink = new AtomicReference<>();
    List<Scannable> above = new ArrayList<>();
    Probe.within(
        REQUEST,
        () ->
            Flux.<Integer>create(sink::set)
                .map(probe::look)
                .doOnSubscribe(s -> Scannable.from(s).parents().forEach(above::add))
                .subscribe());
    assertThat(above).isNotEmpty().allMatch(Scannable::isScanAvailable);
    assertThat(Scannable.from(above.get(above.size() - 1)).actuals()).isNotEmpty();
  }

  @Test
  void addsNothingToTheReactorContext() {
    BaseSubscriber<Object> end = new BaseSubscriber<Object>() {};
    Probe.within(REQUEST, () -> Flux.never().subscribe(end));
    assertThat(end.currentContext().isEmpty()).isTrue();
  }

  @Test
  void tellsOfDroppedErrorsInTheChainsContext() {
    Hooks.onErrorDropped(error -> probe.look());
    ForeignPublisher source = new ForeignPublisher(probe);
    Probe.within(REQUEST, () -> new ForeignFlux(source).map(probe::look).take(1).subscribe());
    Probe.elsewhere(
        () -> {
          source.signal();
          source.fail();
        });
    assertThat(probe.await(0)).hasSizeGreaterThan(2).containsOnly(REQUEST);
  }

  @Test
  void letsFailuresThrough() {
    assertThatThrownBy(
            () ->
                Probe.within(
                    REQUEST,
                    () -> Mono.delay(Duration.ofMillis(1)).map(n -> probe.look(1) / 0).block()))
        .isInstanceOf(ArithmeticException.class);
    assertThat(Probe.request()).isEqualTo("none");
    assertThat(probe.await(0)).containsExactly(REQUEST);
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker") // a function that forgets it is what is tested
  void leavesNoContextBehindThatAFunctionHasOpened() {
    AtomicReference<FluxSink<Integer>> sink = new AtomicReference<>();
    Probe.within(
        REQUEST,
        () ->
            Flux.<Integer>create(sink::set)
                .map(
                    n -> {
                      Scope neverClosed = Probe.contextOf("left behind").makeCurrent();
                      return neverClosed.toString();
                    })
                .subscribe());
    sink.get().next(1);
    assertThat(Probe.request()).isEqualTo("none");
  }

  @Test
  void keepsNothingOfManySubscriptions() throws InterruptedException {
    subscribeMany(20_000);
    RetainedHeap heap = RetainedHeap.now();
    subscribeMany(100_000);
    heap.assertGrowsByLessThan(2_000_000);
  }

  private static void subscribeMany(int subscriptions) throws InterruptedException {
    CountDownLatch finished = new CountDownLatch(subscriptions);
    for (int i = 0; i < subscriptions; i++) {
      Probe.within(
          "request " + i,
          () ->
              Mono.just(1)
                  .publishOn(Schedulers.parallel())
                  .map(n -> n + 1)
                  .subscribe(n -> finished.countDown()));
    }
    finished.await();
  }

  /** Keeps its subscription, to ask it for fusion. */
  private static final class Keeping implements CoreSubscriber<Object> {
    private @Nullable Subscription subscription;

    Fuseable.QueueSubscription<?> queue() {
      return (Fuseable.QueueSubscription<?>) requireNonNull(subscription);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      this.subscription = subscription;
    }

    @Override
    public void onNext(@Nullable Object element) {}

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onComplete() {}
  }
}
