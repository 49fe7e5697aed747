package dev.weft.instrumentation.reactor;

import static dev.weft.testing.reactive.Probe.elsewhere;

import dev.weft.testing.reactive.Chain;
import dev.weft.testing.reactive.Probe;
import dev.weft.testing.reactive.ReactiveContract;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Chains that every version since the floor has. */
class ReactorTest extends ReactiveContract {
  private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
  private final Map<String, Chain> chains = new LinkedHashMap<>();

  ReactorTest() {
    synchronous();
    schedulers();
    signalledFromElsewhere();
    operators();
    ends();
  }

  @AfterAll
  void stop() {
    pool.shutdownNow();
  }

  @Override
  protected Map<String, Chain> chains() {
    return chains;
  }

  private void add(String name, Chain chain) {
    chains.put(name, chain);
  }

  /** A chain whose end is a plain subscriber with a look in each of its functions. */
  private void flux(String name, java.util.function.Function<Probe, Flux<?>> assembly) {
    add(name, probe -> subscribing(probe, assembly.apply(probe)));
  }

  private void mono(String name, java.util.function.Function<Probe, Mono<?>> assembly) {
    flux(name, probe -> Flux.from(assembly.apply(probe)));
  }

  private static Runnable subscribing(Probe probe, Flux<?> chain) {
    return () ->
        chain.subscribe(
            probe::look,
            error -> {
              probe.look();
              probe.finished();
            },
            () -> {
              probe.look();
              probe.finished();
            });
  }

  private void synchronous() {
    flux(
        "every function of a synchronous chain",
        probe ->
            Flux.range(1, 3)
                .doOnSubscribe(probe::look)
                .doOnRequest(probe::look)
                .filter(n -> probe.look(true))
                .map(probe::look)
                .doOnNext(probe::look)
                .flatMap(n -> Flux.just(probe.look(n)))
                .concatMap(n -> Flux.just(probe.look(n)))
                .handle(
                    (n, sink) -> {
                      probe.look();
                      sink.next(n);
                    })
                .transform(flux -> flux.map(probe::look))
                .doOnComplete(probe::look)
                .doOnTerminate(probe::look)
                .doAfterTerminate(probe::look)
                .doFinally(probe::look));
    mono("callable", probe -> Mono.fromCallable(() -> probe.look("x")).map(probe::look));
    mono("deferred", probe -> Mono.defer(() -> Mono.just(probe.look("x"))).map(probe::look));
    flux(
        "generated",
        probe ->
            Flux.generate(
                () -> probe.look(0),
                (n, sink) -> {
                  probe.look();
                  sink.next(n);
                  if (n == 2) {
                    sink.complete();
                  }
                  return n + 1;
                }));
    flux(
        "using a resource",
        probe -> Flux.using(() -> probe.look("r"), r -> Flux.just(probe.look(r)), probe::look));
  }

  private void schedulers() {
    Map<String, Scheduler> schedulers = new LinkedHashMap<>();
    schedulers.put("parallel", Schedulers.parallel());
    schedulers.put("single", Schedulers.single());
    schedulers.put("own elastic", ElasticScheduler.create());
    schedulers.put("immediate", Schedulers.immediate());
    schedulers.put("an executor service", Schedulers.fromExecutorService(pool));
    Executor threads = task -> new Thread(task).start();
    schedulers.put("an executor", Schedulers.fromExecutor(threads));
    schedulers.put("a trampolining executor", Schedulers.fromExecutor(pool::execute, true));
    schedulers.forEach(
        (name, scheduler) -> {
          flux(
              "publishOn " + name,
              probe ->
                  Flux.range(1, 300)
                      .map(probe::look)
                      .publishOn(scheduler)
                      .filter(n -> probe.look(true))
                      .map(probe::look));
          flux(
              "subscribeOn " + name,
              probe ->
                  Flux.defer(() -> Flux.range(1, 300).map(probe::look))
                      .subscribeOn(scheduler)
                      .limitRate(10)
                      .map(probe::look));
          mono(
              "a callable on " + name,
              probe -> Mono.fromCallable(() -> probe.look("x")).subscribeOn(scheduler));
          mono(
              "mono publishOn " + name,
              probe -> Mono.just("x").publishOn(scheduler).map(probe::look));
        });
    flux(
        "two hops",
        probe ->
            Flux.range(1, 50)
                .map(probe::look)
                .publishOn(Schedulers.parallel())
                .map(probe::look)
                .publishOn(Schedulers.single())
                .map(probe::look));
    flux(
        "parallel rails",
        probe ->
            Flux.range(1, 100)
                .map(probe::look)
                .parallel(3)
                .runOn(Schedulers.parallel())
                .map(probe::look)
                .filter(n -> probe.look(true))
                .sequential()
                .map(probe::look));
    flux("interval", probe -> Flux.interval(Duration.ofMillis(1)).take(5).map(probe::look));
    mono("delay", probe -> Mono.delay(Duration.ofMillis(1)).map(probe::look));
    flux(
        "delayed elements",
        probe -> Flux.range(1, 3).delayElements(Duration.ofMillis(1)).map(probe::look));
    mono(
        "delayed element",
        probe -> Mono.just(1).delayElement(Duration.ofMillis(1)).map(probe::look));
    mono(
        "delayed subscription",
        probe -> Mono.fromCallable(() -> probe.look(1)).delaySubscription(Duration.ofMillis(1)));
    flux(
        "buffers by time",
        probe ->
            Flux.concat(Flux.range(1, 3), Flux.never())
                .bufferTimeout(100, Duration.ofMillis(5))
                .map(probe::look)
                .take(1));
    flux(
        "timeout with a fallback",
        probe ->
            Flux.never()
                .timeout(Duration.ofMillis(1), Flux.defer(() -> Flux.just(probe.look("x"))))
                .map(probe::look));
  }

  private void signalledFromElsewhere() {
    add(
        "a sink that another request feeds",
        probe ->
            () -> {
              CompletableFuture<FluxSink<Integer>> sinks = new CompletableFuture<>();
              Flux<Integer> flux =
                  Flux.create(
                      sink -> {
                        probe.look();
                        sink.onRequest(probe::look);
                        sinks.complete(sink);
                      });
              subscribing(
                      probe,
                      flux.map(probe::look)
                          .flatMap(n -> Mono.fromCallable(() -> probe.look(n)))
                          .publishOn(Schedulers.parallel())
                          .map(probe::look))
                  .run();
              elsewhere(
                  () -> {
                    FluxSink<Integer> sink = sinks.join();
                    sink.next(1);
                    sink.next(2);
                    sink.complete();
                  });
            });
    add(
        "a mono's sink that another request feeds",
        probe ->
            () -> {
              CompletableFuture<MonoSink<Integer>> sinks = new CompletableFuture<>();
              Mono<Integer> mono = Mono.create(sinks::complete);
              subscribing(probe, mono.map(probe::look).flux()).run();
              elsewhere(() -> sinks.join().success(1));
            });
    add(
        "a future that another request completes",
        probe ->
            () -> {
              CompletableFuture<Integer> future = new CompletableFuture<>();
              subscribing(probe, Mono.fromFuture(future).map(probe::look).flux()).run();
              elsewhere(() -> future.complete(1));
            });
    add(
        "an error from elsewhere",
        probe ->
            () -> {
              CompletableFuture<Integer> future = new CompletableFuture<>();
              subscribing(
                      probe,
                      Mono.fromFuture(future)
                          .doOnError(probe::look)
                          .onErrorResume(e -> Mono.just(probe.look(1)))
                          .map(probe::look)
                          .flux())
                  .run();
              elsewhere(() -> future.completeExceptionally(new IllegalStateException("thrown")));
            });
    add(
        "another library's publisher",
        probe ->
            () -> {
              ForeignPublisher publisher = new ForeignPublisher(probe);
              subscribing(probe, Flux.from(publisher).map(probe::look)).run();
              elsewhere(publisher::signal);
            });
    add(
        "another library's flux",
        probe ->
            () -> {
              ForeignFlux publisher = new ForeignFlux(new ForeignPublisher(probe));
              subscribing(probe, publisher.map(probe::look)).run();
              elsewhere(publisher::signal);
            });
    add(
        "a shared source",
        probe ->
            () -> {
              CompletableFuture<FluxSink<Integer>> sinks = new CompletableFuture<>();
              Flux<Integer> shared = Flux.<Integer>create(sinks::complete).publish().refCount(2);
              Probe.within("another", () -> shared.subscribe());
              subscribing(probe, shared.map(probe::look).filter(n -> probe.look(true))).run();
              elsewhere(
                  () -> {
                    sinks.join().next(1);
                    sinks.join().complete();
                  });
            });
    add(
        "a cached source",
        probe ->
            () -> {
              CompletableFuture<MonoSink<Integer>> sinks = new CompletableFuture<>();
              Mono<Integer> cached = Mono.<Integer>create(sinks::complete).cache();
              Probe.within("another", () -> cached.subscribe());
              subscribing(probe, cached.map(probe::look).flux()).run();
              elsewhere(() -> sinks.join().success(1));
            });
    add(
        "a replayed source",
        probe ->
            () -> {
              CompletableFuture<FluxSink<Integer>> sinks = new CompletableFuture<>();
              Flux<Integer> cached = Flux.<Integer>create(sinks::complete).cache();
              Probe.within("another", () -> cached.subscribe());
              subscribing(probe, cached.map(probe::look)).run();
              elsewhere(
                  () -> {
                    sinks.join().next(1);
                    sinks.join().complete();
                  });
            });
  }

  private void operators() {
    flux(
        "retries",
        probe ->
            Flux.range(1, 3)
                .concatMap(
                    n -> Mono.delay(Duration.ofMillis(1)).map(tick -> probe.look(1 / (2 - n))))
                .retry(2)
                .doOnError(probe::look));
    flux(
        "repeats after a delay",
        probe ->
            Flux.just(1)
                .map(probe::look)
                .repeatWhen(done -> done.take(2).delayElements(Duration.ofMillis(1)))
                .map(probe::look));
    flux(
        "zipped and merged",
        probe ->
            Flux.zip(
                    Flux.interval(Duration.ofMillis(1)).take(3).map(probe::look),
                    Flux.merge(
                        Flux.range(1, 2).map(probe::look),
                        Mono.delay(Duration.ofMillis(2)).map(probe::look)))
                .map(probe::look));
    flux(
        "groups and windows on other threads",
        probe ->
            Flux.range(1, 20)
                .groupBy(n -> probe.look(n % 2))
                .flatMap(group -> group.publishOn(Schedulers.parallel()).map(probe::look))
                .window(3)
                .flatMap(window -> window.subscribeOn(Schedulers.single()).map(probe::look)));
    flux(
        "a Reactor Context of the application's",
        probe ->
            ReactorContexts.write(
                    Flux.range(1, 3)
                        .map(probe::look)
                        .flatMap(n -> Mono.delay(Duration.ofMillis(1)).map(probe::look)),
                    "application's",
                    "value")
                .map(probe::look));
  }

  private void ends() {
    add(
        "requests of another thread",
        probe ->
            () -> {
              Requesting end = new Requesting(probe);
              Flux.range(1, 3).doOnRequest(probe::look).map(probe::look).subscribe(end);
              for (int i = 0; i < 4; i++) {
                elsewhere(() -> end.request(1));
              }
            });
    add(
        "a plain subscriber's requests",
        probe ->
            () -> {
              PlainSubscriber end = new PlainSubscriber(probe);
              Flux.range(1, 3).map(probe::look).subscribe(end);
              elsewhere(() -> end.request(10));
            });
    add(
        "cancellation by another thread",
        probe ->
            () -> {
              reactor.core.Disposable subscription =
                  Flux.never()
                      .doOnCancel(probe::look)
                      .doFinally(
                          signal -> {
                            probe.look();
                            probe.finished();
                          })
                      .subscribe();
              elsewhere(subscription::dispose);
            });
    add(
        "a future of a mono",
        probe ->
            () -> {
              CompletableFuture<Long> future =
                  Mono.delay(Duration.ofMillis(1)).map(probe::look).toFuture();
              future.join();
              probe.finished();
            });
    add(
        "block",
        probe ->
            () -> {
              probe.look(Mono.delay(Duration.ofMillis(1)).map(probe::look).block());
              probe.finished();
            });
    add(
        "an iterable",
        probe ->
            () -> {
              Flux<Long> flux = Flux.interval(Duration.ofMillis(1)).take(3).map(probe::look);
              for (Long n : flux.toIterable()) {
                probe.look(n);
              }
              probe.finished();
            });
  }

  /** Requests when told to. */
  private static final class Requesting extends BaseSubscriber<Integer> {
    private final Probe probe;

    Requesting(Probe probe) {
      this.probe = probe;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      probe.look();
    }

    @Override
    protected void hookOnNext(Integer n) {
      probe.look();
    }

    @Override
    protected void hookOnComplete() {
      probe.look();
      probe.finished();
    }
  }
}
