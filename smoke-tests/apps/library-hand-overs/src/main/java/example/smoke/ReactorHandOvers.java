package example.smoke;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The ways of Reactor's operators and schedulers. */
public final class ReactorHandOvers {
  private final Map<String, HandOver> ways = new LinkedHashMap<>();
  private final Workers workers = new Workers();
  private final Scheduler parallel = Schedulers.newParallel(2, workers);
  private final Scheduler elastic = Schedulers.newBoundedElastic(2, 100, workers, 60);

  private ReactorHandOvers() {}

  public static Map<String, HandOver> all() {
    ReactorHandOvers reactor = new ReactorHandOvers();
    reactor.scheduled("parallel", reactor.parallel);
    reactor.scheduled("boundedElastic", reactor.elastic);
    reactor.operators();
    reactor.ways.put("Reactor's threads at their end", reactor.workers.end(reactor::dispose));
    return reactor.ways;
  }

  private void scheduled(String name, Scheduler scheduler) {
    ways.put(
        "Reactor subscribeOn " + name,
        call -> Mono.fromCallable(call).subscribeOn(scheduler).block());
    ways.put(
        "Reactor publishOn " + name,
        call ->
            Flux.just(1, 2)
                .publishOn(scheduler)
                .concatMap(n -> Mono.fromCallable(call))
                .blockLast());
    ways.put(
        "Reactor delay on " + name,
        call ->
            Mono.delay(Duration.ofMillis(1), scheduler)
                .flatMap(n -> Mono.fromCallable(call))
                .block());
  }

  private void operators() {
    ways.put("Reactor create", this::signalledFromOutside);
    ways.put(
        "Reactor from thread to thread",
        call ->
            Mono.just("")
                .subscribeOn(elastic)
                .publishOn(parallel)
                .delayElement(Duration.ofMillis(1), elastic)
                .flatMap(ignored -> Mono.fromCallable(call))
                .block());
  }

  private String signalledFromOutside(Callable<String> call) {
    return Mono.create(sink -> workers.outside(() -> sink.success("")))
        .flatMap(ignored -> Mono.fromCallable(call))
        .block();
  }

  private void dispose() {
    parallel.dispose();
    elastic.dispose();
  }
}
