package dev.weft.instrumentation.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.reactive.Probe;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** An OpenTelemetry context in the Reactor Context. */
class NamedContextTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private final Probe above = new Probe();
  private final Probe below = new Probe();

  static Stream<Named<Function<Probe, Flux<?>>>> chains() {
    return Stream.of(
        Named.of(
            "synchronous",
            probe ->
                Flux.range(1, 3)
                    .doOnSubscribe(probe::look)
                    .doOnRequest(probe::look)
                    .map(probe::look)
                    .filter(n -> probe.look(true))
                    .doOnComplete(probe::look)),
        Named.of("callable", probe -> Mono.fromCallable(() -> probe.look(1)).flux()),
        Named.of("deferred", probe -> Flux.defer(() -> Flux.just(probe.look(1)))),
        Named.of(
            "on other threads",
            probe ->
                Flux.range(1, 100)
                    .map(probe::look)
                    .publishOn(Schedulers.parallel())
                    .map(probe::look)
                    .subscribeOn(Schedulers.single())),
        Named.of("timer", probe -> Mono.delay(Duration.ofMillis(1)).map(probe::look).flux()),
        Named.of(
            "inner",
            probe ->
                Flux.just(1, 2).flatMap(n -> Mono.delay(Duration.ofMillis(1)).map(probe::look))));
  }

  @ParameterizedTest
  @MethodSource("chains")
  void isThatOfTheOperatorsAbove(Function<Probe, Flux<?>> chain) {
    subscribe(named(chain.apply(above), "named"), "subscriber");
    assertThat(below.await(1)).isNotEmpty().containsOnly("subscriber");
    assertThat(above.await(0)).isNotEmpty().containsOnly("named");
  }

  @ParameterizedTest
  @MethodSource("chains")
  void countsWithoutASubscribersContextToo(Function<Probe, Flux<?>> chain) {
    observed(named(chain.apply(above), "named")).subscribe();
    assertThat(below.await(1)).isNotEmpty().containsOnly("none");
    assertThat(above.await(0)).isNotEmpty().containsOnly("named");
  }

  @ParameterizedTest
  @MethodSource("chains")
  void isThatOfOperatorsAboveEvenIfTheyAreFused(Function<Probe, Flux<?>> chain) {
    subscribe(named(chain.apply(above), "named").publishOn(Schedulers.parallel()), "subscriber");
    assertThat(below.await(1)).isNotEmpty().containsOnly("subscriber");
    assertThat(above.await(0)).isNotEmpty().containsOnly("named");
  }

  @ParameterizedTest
  @MethodSource("chains")
  void giveWayToAnotherFurtherUp(Function<Probe, Flux<?>> chain) {
    Probe between = new Probe();
    Flux<?> lower = named(chain.apply(above), "upper").map(between::look);
    subscribe(named(lower, "lower"), "subscriber");
    assertThat(below.await(1)).isNotEmpty().containsOnly("subscriber");
    assertThat(between.await(0)).isNotEmpty().containsOnly("lower");
    assertThat(above.await(0)).isNotEmpty().containsOnly("upper");
  }

  @Test
  void isThatOfCancellationAbove() {
    subscribe(
        named(Flux.never().doOnCancel(above::look), "named").mergeWith(Flux.just(1)).take(1),
        "subscriber");
    assertThat(below.await(1)).isNotEmpty().containsOnly("subscriber");
    assertThat(above.await(0)).isEqualTo(List.of("named"));
  }

  @Test
  void isIgnoredIfItIsSomethingElse() {
    subscribe(
        ReactorContexts.write(Flux.just(1).map(above::look), ChainContext.KEY, "no context"),
        "subscriber");
    assertThat(below.await(1)).isNotEmpty().containsOnly("subscriber");
    assertThat(above.await(0)).isEqualTo(List.of("subscriber"));
  }

  private static <T> Flux<T> named(Flux<T> chain, String request) {
    return ReactorContexts.write(chain, ChainContext.KEY, Probe.contextOf(request));
  }

  private void subscribe(Flux<?> chain, String request) {
    Probe.within(request, () -> observed(chain).subscribe());
  }

  private Flux<?> observed(Flux<?> chain) {
    return chain
        .map(below::look)
        .doFinally(
            signal -> {
              below.look();
              below.finished();
            });
  }
}
