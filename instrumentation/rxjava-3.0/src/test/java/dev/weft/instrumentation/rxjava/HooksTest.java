package dev.weft.instrumentation.rxjava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.reactive.Probe;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.PublishSubject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The application's hooks. */
class HooksTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  @AfterEach
  void reset() {
    RxJavaPlugins.reset();
  }

  @Test
  void areNotSetByTheAgent() {
    Flowable.just(1).subscribe();
    assertThat(RxJavaPlugins.getOnFlowableSubscribe()).isNull();
    assertThat(RxJavaPlugins.getOnFlowableAssembly()).isNull();
    assertThat(RxJavaPlugins.getScheduleHandler()).isNull();
    assertThat(RxJavaPlugins.getErrorHandler()).isNull();
  }

  @Test
  void seeTheApplicationsOwnObservers() {
    List<String> seen = new CopyOnWriteArrayList<>();
    RxJavaPlugins.setOnObservableSubscribe(
        (observable, observer) -> {
          seen.add(observer.getClass().getName());
          return observer;
        });
    AtomicInteger scheduled = new AtomicInteger();
    RxJavaPlugins.setScheduleHandler(
        task -> {
          scheduled.incrementAndGet();
          return task;
        });
    Probe probe = new Probe();
    PublishSubject<Integer> subject = PublishSubject.create();
    Probe.within(
        "a",
        () ->
            subject
                .map(probe::look)
                .observeOn(Schedulers.single())
                .doFinally(probe::finished)
                .subscribe(probe::look));
    subject.onNext(1);
    subject.onComplete();
    assertThat(probe.await(1)).containsExactly("a", "a");
    assertThat(seen).isNotEmpty().noneMatch(name -> name.startsWith("dev.weft"));
    assertThat(scheduled).hasPositiveValue();
  }

  @Test
  void hearOfUndeliverableErrorsInTheChainsContext() {
    Probe probe = new Probe();
    RxJavaPlugins.setErrorHandler(
        error -> {
          probe.look();
          probe.finished();
        });
    PublishSubject<Integer> subject = PublishSubject.create();
    Probe.within(
        "a",
        () ->
            subject
                .map(
                    n -> {
                      throw new IllegalStateException("thrown");
                    })
                .subscribe(
                    n -> {},
                    error -> {
                      throw new IllegalArgumentException("by the error consumer");
                    }));
    Probe.elsewhere(() -> subject.onNext(1));
    assertThat(probe.await(1)).containsExactly("a");
  }
}
