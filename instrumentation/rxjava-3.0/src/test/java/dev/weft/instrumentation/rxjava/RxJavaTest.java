package dev.weft.instrumentation.rxjava;

import static dev.weft.testing.reactive.Probe.elsewhere;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.weft.testing.reactive.Chain;
import dev.weft.testing.reactive.Probe;
import dev.weft.testing.reactive.ReactiveContract;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableEmitter;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleEmitter;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.processors.UnicastProcessor;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.BehaviorSubject;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.reactivex.rxjava3.subjects.MaybeSubject;
import io.reactivex.rxjava3.subjects.PublishSubject;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.reactivex.rxjava3.subscribers.DefaultSubscriber;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;

class RxJavaTest extends ReactiveContract {
  private final ScheduledExecutorService pool = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Chain> chains = new LinkedHashMap<>();

  RxJavaTest() {
    synchronous();
    schedulers();
    timers();
    signalledFromElsewhere();
    shared();
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

  private void flowable(String name, Function<Probe, Flowable<?>> assembly) {
    chains.put(name, probe -> subscribing(probe, assembly.apply(probe)));
  }

  private void observable(String name, Function<Probe, Observable<?>> assembly) {
    chains.put(
        name,
        probe -> {
          Observable<?> chain = assembly.apply(probe);
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
        });
  }

  private static Runnable subscribing(Probe probe, Flowable<?> chain) {
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
    flowable(
        "every function of a flowable",
        probe ->
            Flowable.range(1, 3)
                .doOnSubscribe(probe::look)
                .doOnRequest(n -> probe.look())
                .filter(n -> probe.look(true))
                .map(probe::look)
                .flatMap(n -> Flowable.just(probe.look(n)))
                .concatMap(n -> Flowable.fromCallable(() -> probe.look(n)))
                .compose(flowable -> flowable.map(probe::look))
                .doOnNext(probe::look)
                .doAfterNext(probe::look)
                .doOnEach(probe::look)
                .doOnComplete(probe::look)
                .doOnTerminate(probe::look)
                .doFinally(probe::look));
    observable(
        "every function of an observable",
        probe ->
            Observable.range(1, 3)
                .doOnSubscribe(probe::look)
                .filter(n -> probe.look(true))
                .map(probe::look)
                .switchMap(n -> Observable.just(probe.look(n)))
                .doOnNext(probe::look)
                .doFinally(probe::look));
    flowable(
        "generated",
        probe ->
            Flowable.generate(
                () -> probe.look(0),
                (n, emitter) -> {
                  probe.look();
                  emitter.onNext(n);
                  if (n == 2) {
                    emitter.onComplete();
                  }
                  return n + 1;
                }));
    flowable(
        "from one kind to the next",
        probe ->
            Completable.fromAction(probe::look)
                .andThen(Maybe.fromCallable(() -> probe.look(1)))
                .flatMapSingle(n -> Single.fromCallable(() -> probe.look(n)))
                .flatMapObservable(n -> Observable.just(probe.look(n), n))
                .toFlowable(BackpressureStrategy.BUFFER)
                .map(probe::look));
  }

  private void schedulers() {
    Map<String, Scheduler> schedulers = new LinkedHashMap<>();
    schedulers.put("computation", Schedulers.computation());
    schedulers.put("io", Schedulers.io());
    schedulers.put("single", Schedulers.single());
    schedulers.put("newThread", Schedulers.newThread());
    schedulers.put("trampoline", Schedulers.trampoline());
    schedulers.put("an executor service", Schedulers.from(pool));
    Executor threads = task -> new Thread(task).start();
    schedulers.put("an executor", Schedulers.from(threads));
    schedulers.put("an interruptible executor", Schedulers.from(threads, true));
    schedulers.forEach(
        (name, scheduler) -> {
          flowable(
              "observeOn " + name,
              probe ->
                  Flowable.range(1, 300)
                      .map(probe::look)
                      .observeOn(scheduler)
                      .filter(n -> probe.look(true))
                      .map(probe::look));
          flowable(
              "subscribeOn " + name,
              probe ->
                  Flowable.defer(() -> Flowable.range(1, 300).map(probe::look))
                      .subscribeOn(scheduler)
                      .rebatchRequests(10)
                      .map(probe::look));
          observable(
              "observable through " + name,
              probe ->
                  Observable.fromCallable(() -> probe.look(1))
                      .subscribeOn(scheduler)
                      .map(probe::look)
                      .observeOn(scheduler)
                      .map(probe::look));
          observable(
              "single, maybe and completable through " + name,
              probe ->
                  Single.fromCallable(() -> probe.look(1))
                      .subscribeOn(scheduler)
                      .observeOn(scheduler)
                      .flatMapMaybe(n -> Maybe.just(probe.look(n)).observeOn(scheduler))
                      .flatMapCompletable(
                          n -> Completable.fromAction(probe::look).subscribeOn(scheduler))
                      .observeOn(scheduler)
                      .andThen(Observable.just(1)));
          flowable(
              "delay on " + name,
              probe -> Flowable.just(1).delay(1, MILLISECONDS, scheduler).map(probe::look));
        });
    flowable(
        "parallel rails",
        probe ->
            Flowable.range(1, 100)
                .map(probe::look)
                .parallel(3)
                .runOn(Schedulers.computation())
                .map(probe::look)
                .filter(n -> probe.look(true))
                .sequential()
                .map(probe::look));
  }

  /** How many elements come before the time is up is left open: no function is called with each. */
  private void timers() {
    flowable("interval", probe -> Flowable.interval(1, MILLISECONDS).take(5).map(probe::look));
    observable("interval", probe -> Observable.interval(1, MILLISECONDS).take(5).map(probe::look));
    flowable("timer", probe -> Flowable.timer(1, MILLISECONDS).map(probe::look));
    observable(
        "single timer", probe -> Single.timer(1, MILLISECONDS).map(probe::look).toObservable());
    observable(
        "buffers by time",
        probe ->
            Observable.concat(Observable.range(1, 3), Observable.<Integer>never())
                .buffer(5, MILLISECONDS)
                .map(probe::look)
                .take(1));
    flowable(
        "windows by time",
        probe ->
            Flowable.concat(Flowable.range(1, 3), Flowable.<Integer>never())
                .window(5, MILLISECONDS)
                .take(1)
                .flatMap(window -> window.toList().map(probe::look).toFlowable()));
    flowable(
        "samples",
        probe ->
            Flowable.concat(Flowable.range(1, 3), Flowable.<Integer>never())
                .sample(2, MILLISECONDS)
                .map(probe::look)
                .take(1));
    flowable(
        "timeout with a fallback",
        probe ->
            Flowable.never()
                .timeout(1, MILLISECONDS, Flowable.defer(() -> Flowable.just(probe.look("x"))))
                .map(probe::look));
    flowable(
        "retries after a delay",
        probe ->
            Flowable.fromCallable(() -> probe.look(1) / 0)
                .retryWhen(errors -> errors.take(2).delay(1, MILLISECONDS))
                .map(probe::look));
    flowable(
        "zipped and merged",
        probe ->
            Flowable.zip(
                Flowable.interval(1, MILLISECONDS).take(3).map(probe::look),
                Flowable.merge(
                    Flowable.range(1, 2).map(probe::look),
                    Flowable.timer(2, MILLISECONDS).map(probe::look)),
                (left, right) -> probe.look(left)));
  }

  private void signalledFromElsewhere() {
    chains.put(
        "an emitter that another request feeds",
        probe ->
            () -> {
              CompletableFuture<FlowableEmitter<Integer>> emitters = new CompletableFuture<>();
              Flowable<Integer> flowable =
                  Flowable.create(emitters::complete, BackpressureStrategy.BUFFER);
              subscribing(
                      probe,
                      flowable
                          .map(probe::look)
                          .observeOn(Schedulers.computation())
                          .map(probe::look))
                  .run();
              elsewhere(
                  () -> {
                    emitters.join().onNext(1);
                    emitters.join().onNext(2);
                    emitters.join().onComplete();
                  });
            });
    chains.put(
        "a processor that another request feeds",
        probe ->
            () -> {
              PublishProcessor<Integer> processor = PublishProcessor.create();
              subscribing(probe, processor.map(probe::look)).run();
              elsewhere(
                  () -> {
                    processor.onNext(1);
                    processor.onComplete();
                  });
            });
    chains.put(
        "a unicast processor that another request feeds",
        probe ->
            () -> {
              UnicastProcessor<Integer> processor = UnicastProcessor.create();
              subscribing(
                      probe,
                      processor
                          .map(probe::look)
                          .observeOn(Schedulers.computation())
                          .map(probe::look))
                  .run();
              elsewhere(
                  () -> {
                    processor.onNext(1);
                    processor.onComplete();
                  });
            });
    chains.put(
        "subjects of every kind",
        probe ->
            () -> {
              PublishSubject<Integer> subject = PublishSubject.create();
              BehaviorSubject<Integer> behavior = BehaviorSubject.create();
              SingleSubject<Integer> single = SingleSubject.create();
              MaybeSubject<Integer> maybe = MaybeSubject.create();
              CompletableSubject completable = CompletableSubject.create();
              subscribing(
                      probe,
                      Observable.mergeArray(
                              subject.map(probe::look),
                              behavior.map(probe::look),
                              single.map(probe::look).toObservable(),
                              maybe.map(probe::look).toObservable(),
                              completable.doOnComplete(probe::look).toObservable())
                          .toFlowable(BackpressureStrategy.BUFFER))
                  .run();
              elsewhere(
                  () -> {
                    subject.onNext(1);
                    subject.onComplete();
                    behavior.onNext(1);
                    behavior.onComplete();
                    single.onSuccess(1);
                    maybe.onSuccess(1);
                    completable.onComplete();
                  });
            });
    chains.put(
        "a stage that another request completes",
        probe ->
            () -> {
              CompletableFuture<Integer> future = new CompletableFuture<>();
              subscribing(
                      probe,
                      Single.fromCompletionStage(future)
                          .doOnError(probe::look)
                          .onErrorReturn(error -> probe.look(1))
                          .toFlowable())
                  .run();
              elsewhere(() -> future.completeExceptionally(new IllegalStateException("thrown")));
            });
    chains.put(
        "another library's publisher",
        probe ->
            () -> {
              CompletableFuture<FlowableEmitter<Integer>> emitters = new CompletableFuture<>();
              // A lambda is nobody's operator.
              Flowable<Integer> flowable =
                  Flowable.fromPublisher(
                      subscriber ->
                          Flowable.<Integer>create(emitters::complete, BackpressureStrategy.BUFFER)
                              .subscribe(subscriber));
              subscribing(probe, flowable.map(probe::look)).run();
              elsewhere(
                  () -> {
                    emitters.join().onNext(1);
                    emitters.join().onComplete();
                  });
            });
  }

  private void shared() {
    chains.put(
        "a shared source",
        probe ->
            () -> {
              PublishProcessor<Integer> processor = PublishProcessor.create();
              Flowable<Integer> shared = processor.share();
              Probe.within("another", shared::subscribe);
              subscribing(probe, shared.map(probe::look)).run();
              elsewhere(
                  () -> {
                    processor.onNext(1);
                    processor.onComplete();
                  });
            });
    chains.put(
        "a replayed source",
        probe ->
            () -> {
              PublishSubject<Integer> subject = PublishSubject.create();
              Observable<Integer> replayed = subject.replay().autoConnect();
              Probe.within("another", replayed::subscribe);
              subscribing(probe, replayed.map(probe::look).toFlowable(BackpressureStrategy.BUFFER))
                  .run();
              elsewhere(
                  () -> {
                    subject.onNext(1);
                    subject.onComplete();
                  });
            });
    chains.put(
        "a cached source",
        probe ->
            () -> {
              CompletableFuture<SingleEmitter<Integer>> emitters = new CompletableFuture<>();
              Single<Integer> cached = Single.<Integer>create(emitters::complete).cache();
              Probe.within("another", () -> cached.subscribe());
              subscribing(probe, cached.map(probe::look).toFlowable()).run();
              elsewhere(() -> emitters.join().onSuccess(1));
            });
    flowable(
        "groups on other threads",
        probe ->
            Flowable.range(1, 20)
                .groupBy(n -> probe.look(n % 2))
                .flatMap(group -> group.observeOn(Schedulers.computation()).map(probe::look)));
  }

  private void ends() {
    chains.put(
        "requests of another thread",
        probe ->
            () -> {
              Requesting end = new Requesting(probe);
              Flowable.range(1, 3).doOnRequest(n -> probe.look()).map(probe::look).subscribe(end);
              for (int i = 0; i < 4; i++) {
                elsewhere(() -> end.more());
              }
            });
    chains.put(
        "disposal by another thread",
        probe ->
            () -> {
              Disposable subscription =
                  Observable.never()
                      .doOnDispose(probe::look)
                      .doFinally(
                          () -> {
                            probe.look();
                            probe.finished();
                          })
                      .subscribe();
              elsewhere(subscription::dispose);
            });
    chains.put(
        "maybe's disposal by another thread",
        probe ->
            () -> {
              Disposable subscription =
                  Maybe.never()
                      .doFinally(
                          () -> {
                            probe.look();
                            probe.finished();
                          })
                      .subscribe(probe::look);
              elsewhere(subscription::dispose);
            });
    chains.put(
        "blocking",
        probe ->
            () -> {
              probe.look(Single.timer(1, MILLISECONDS).map(probe::look).blockingGet());
              for (Long n :
                  Flowable.interval(1, MILLISECONDS).take(3).map(probe::look).blockingIterable()) {
                probe.look(n);
              }
              probe.finished();
            });
  }

  /** Requests when told to. */
  private static final class Requesting extends DefaultSubscriber<Integer> {
    private final Probe probe;

    Requesting(Probe probe) {
      this.probe = probe;
    }

    void more() {
      request(1);
    }

    @Override
    protected void onStart() {
      probe.look();
    }

    @Override
    public void onNext(Integer n) {
      probe.look();
    }

    @Override
    public void onError(Throwable error) {
      throw new IllegalStateException(error);
    }

    @Override
    public void onComplete() {
      probe.look();
      probe.finished();
    }
  }
}
