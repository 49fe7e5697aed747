package example.smoke;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The ways of RxJava's operators and schedulers. */
public final class RxJavaHandOvers {
  private final Map<String, HandOver> ways = new LinkedHashMap<>();
  private final Workers workers = new Workers();
  private final Scheduler computation = RxJavaPlugins.createComputationScheduler(workers);
  private final Scheduler single = RxJavaPlugins.createSingleScheduler(workers);

  private RxJavaHandOvers() {}

  public static Map<String, HandOver> all() {
    RxJavaHandOvers rxJava = new RxJavaHandOvers();
    rxJava.scheduled("computation", rxJava.computation);
    rxJava.scheduled("single", rxJava.single);
    rxJava.operators();
    rxJava.ways.put("RxJava's threads at their end", rxJava.workers.end(rxJava::shutdown));
    return rxJava.ways;
  }

  private void scheduled(String name, Scheduler scheduler) {
    ways.put(
        "RxJava subscribeOn " + name,
        call -> Single.fromCallable(call).subscribeOn(scheduler).blockingGet());
    ways.put(
        "RxJava observeOn " + name,
        call -> Flowable.just(1, 2).observeOn(scheduler).map(n -> call.call()).blockingLast());
    ways.put(
        "RxJava timer on " + name,
        call ->
            Observable.timer(1, TimeUnit.MILLISECONDS, scheduler)
                .map(n -> call.call())
                .blockingFirst());
  }

  private void operators() {
    ways.put(
        "RxJava create",
        call ->
            Single.create(emitter -> workers.outside(() -> emitter.onSuccess("")))
                .map(ignored -> call.call())
                .blockingGet());
    ways.put(
        "RxJava from thread to thread",
        call ->
            Maybe.just("")
                .subscribeOn(single)
                .observeOn(computation)
                .delay(1, TimeUnit.MILLISECONDS, single)
                .map(ignored -> call.call())
                .blockingGet());
  }

  private void shutdown() {
    computation.shutdown();
    single.shutdown();
  }
}
