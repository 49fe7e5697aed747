package dev.weft.instrumentation.reactor;

import static dev.weft.testing.reactive.Probe.elsewhere;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.reactive.Chain;
import dev.weft.testing.reactive.Probe;
import dev.weft.testing.reactive.ReactiveContract;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Chains that the floor does not have. */
class ModernReactorTest extends ReactiveContract {
  private final Map<String, Chain> chains = new LinkedHashMap<>();

  ModernReactorTest() {
    sinks();
    schedulers();
    operators();
  }

  @Override
  protected Map<String, Chain> chains() {
    return chains;
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void testsBoundedElasticOnVirtualThreads() {
    Mono<String> thread = Mono.fromCallable(() -> Thread.currentThread().getName());
    assertThat(thread.subscribeOn(Schedulers.boundedElastic()).block()).startsWith("loom");
  }

  private void flux(String name, Function<Probe, Flux<?>> assembly) {
    chains.put(name, probe -> subscribing(probe, assembly.apply(probe)));
  }

  private static Runnable subscribing(Probe probe, Flux<?> chain) {
    return () ->
        chain
            .doFinally(
                signal -> {
                  probe.look();
                  probe.finished();
                })
            .subscribe(probe::look);
  }

  private void sinks() {
    sink("unicast", () -> Sinks.many().unicast().onBackpressureBuffer());
    sink("multicast", () -> Sinks.many().multicast().onBackpressureBuffer());
    sink("multicast, best effort", () -> Sinks.many().multicast().directBestEffort());
    sink("replay", () -> Sinks.many().replay().all());
    chains.put(
        "sink of one",
        probe ->
            () -> {
              Sinks.One<Integer> sink = Sinks.one();
              subscribing(probe, sink.asMono().map(probe::look).flux()).run();
              elsewhere(() -> sink.tryEmitValue(1));
            });
    chains.put(
        "sink of none",
        probe ->
            () -> {
              Sinks.Empty<Integer> sink = Sinks.empty();
              subscribing(probe, sink.asMono().doOnSuccess(probe::look).flux()).run();
              elsewhere(sink::tryEmitEmpty);
            });
    chains.put(
        "shared mono",
        probe ->
            () -> {
              CompletableFuture<Integer> future = new CompletableFuture<>();
              Mono<Integer> shared = Mono.fromFuture(future).share();
              Probe.within("another", () -> shared.subscribe());
              subscribing(probe, shared.map(probe::look).flux()).run();
              elsewhere(() -> future.complete(1));
            });
    chains.put(
        "cache until",
        probe ->
            () -> {
              CompletableFuture<Integer> future = new CompletableFuture<>();
              Mono<Integer> cached =
                  Mono.fromFuture(future).cacheInvalidateIf(n -> false).map(probe::look);
              subscribing(probe, cached.flux()).run();
              elsewhere(() -> future.complete(1));
            });
  }

  private void sink(String name, java.util.function.Supplier<Sinks.Many<Integer>> sinks) {
    chains.put(
        "sink of many, " + name,
        probe ->
            () -> {
              Sinks.Many<Integer> sink = sinks.get();
              subscribing(
                      probe,
                      sink.asFlux()
                          .map(probe::look)
                          .publishOn(Schedulers.parallel())
                          .map(probe::look))
                  .run();
              elsewhere(
                  () -> {
                    sink.tryEmitNext(1).orThrow();
                    sink.tryEmitNext(2).orThrow();
                    sink.tryEmitComplete().orThrow();
                  });
            });
  }

  private void schedulers() {
    Scheduler elastic = Schedulers.boundedElastic();
    flux(
        "limited requests through boundedElastic",
        probe ->
            Flux.generate(
                    sink -> {
                      probe.look();
                      sink.next(1);
                    })
                .subscribeOn(elastic)
                .limitRate(2)
                .take(20)
                .map(probe::look));
    Executor threads = task -> new Thread(task).start();
    Scheduler ofExecutor = Schedulers.fromExecutor(threads);
    flux(
        "limited requests through an executor",
        probe -> Flux.range(1, 50).map(probe::look).subscribeOn(ofExecutor).limitRate(5));
    flux(
        "delay on boundedElastic",
        probe -> Mono.delay(Duration.ofMillis(1), elastic).map(probe::look).flux());
  }

  private void operators() {
    flux(
        "first and finally",
        probe -> Flux.just(1).doFirst(probe::look).map(probe::look).doOnTerminate(probe::look));
    flux(
        "backoff between retries",
        probe ->
            Mono.fromCallable(
                    () -> {
                      probe.look();
                      throw new IllegalStateException("thrown");
                    })
                .retryWhen(
                    Retry.backoff(2, Duration.ofMillis(1)).doBeforeRetry(retry -> probe.look()))
                .onErrorResume(e -> Mono.just(probe.look("x")))
                .flux());
    flux(
        "deferred with the Reactor Context",
        probe ->
            Flux.deferContextual(context -> Flux.just(probe.look(1)))
                .contextWrite(context -> probe.look(context.put("k", "v")))
                .map(probe::look));
    flux(
        "using when",
        probe ->
            Flux.usingWhen(
                Mono.delay(Duration.ofMillis(1)).map(probe::look),
                r -> Flux.just(probe.look(r)),
                r -> Mono.fromRunnable(probe::look)));
    flux(
        "windows by time",
        probe ->
            Flux.range(1, 5)
                .delayElements(Duration.ofMillis(1))
                .windowTimeout(2, Duration.ofSeconds(5), true)
                .flatMap(window -> window.map(probe::look).collectList())
                .map(probe::look));
    flux(
        "switching on the first element",
        probe ->
            Mono.delay(Duration.ofMillis(1))
                .flux()
                .switchOnFirst(
                    (signal, flux) -> {
                      probe.look();
                      return flux.map(probe::look);
                    }));
    flux(
        "timed elements",
        probe -> Flux.range(1, 3).delayElements(Duration.ofMillis(1)).timed().map(probe::look));
  }
}
