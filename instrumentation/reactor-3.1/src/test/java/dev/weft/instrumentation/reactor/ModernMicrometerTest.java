package dev.weft.instrumentation.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.reactive.Chain;
import dev.weft.testing.reactive.Probe;
import dev.weft.testing.reactive.ReactiveContract;
import io.micrometer.context.ContextRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Beside Reactor's automatic restoring of thread-locals. */
class ModernMicrometerTest extends ReactiveContract {
  private static final ThreadLocal<String> TENANT = new ThreadLocal<>();
  private static final String KEY = "tenant";

  private final Map<String, Chain> chains = new LinkedHashMap<>();

  ModernMicrometerTest() {
    add(
        "hops",
        probe ->
            Flux.range(1, 20)
                .map(probe::look)
                .publishOn(Schedulers.parallel())
                .map(probe::look)
                .flatMap(n -> Mono.delay(Duration.ofMillis(1)).map(probe::look))
                .subscribeOn(Schedulers.boundedElastic()));
    add(
        "a Reactor Context above",
        probe ->
            Flux.range(1, 20)
                .map(probe::look)
                .publishOn(Schedulers.parallel())
                .map(probe::look)
                .contextWrite(context -> context.put("other", "value"))
                .map(probe::look));
    chains.put(
        "a sink",
        probe ->
            () -> {
              CompletableFuture<FluxSink<Integer>> sinks = new CompletableFuture<>();
              subscribing(probe, Flux.<Integer>create(sinks::complete).map(probe::look)).run();
              Probe.elsewhere(
                  () -> {
                    sinks.join().next(1);
                    sinks.join().complete();
                  });
            });
  }

  private void add(String name, Function<Probe, Flux<?>> assembly) {
    chains.put(name, probe -> subscribing(probe, assembly.apply(probe)));
  }

  private static Runnable subscribing(Probe probe, Flux<?> chain) {
    return () ->
        chain
            .contextWrite(context -> context.put(KEY, "tenant"))
            .doFinally(signal -> probe.finished())
            .subscribe(probe::look);
  }

  @BeforeAll
  static void enable() {
    ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, TENANT);
    Hooks.enableAutomaticContextPropagation();
  }

  @AfterAll
  static void disable() {
    Hooks.disableAutomaticContextPropagation();
    ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
  }

  @Override
  protected Map<String, Chain> chains() {
    return chains;
  }

  @Test
  void restoresTheApplicationsThreadLocals() {
    List<String> seen = new ArrayList<>();
    Probe probe = new Probe();
    Probe.within(
        "a",
        () ->
            Mono.delay(Duration.ofMillis(1))
                .map(n -> seen.add(TENANT.get() + " in " + Probe.request()))
                .contextWrite(context -> context.put(KEY, "tenant"))
                .doFinally(signal -> probe.finished())
                .subscribe());
    probe.await(1);
    assertThat(seen).containsExactly("tenant in a");
    assertThat(TENANT.get()).isNull();
  }
}
