package dev.weft.sampler.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every span comes out exactly once, whoever ends what when. */
class FragmentConcurrencyTest {
  private static final int ROUNDS = 2_000;
  private static final int THREADS = 4;
  private static final int EACH = 5;

  private final Fixture fixture = new Fixture();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
  private final CyclicBarrier start = new CyclicBarrier(THREADS + 1);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void spansEndOnOtherThreadsWhileTheRootFails() throws Exception {
    fixture.configure(fixture.settings("errors").perSecond(1_000_000_000));
    for (int round = 0; round < ROUNDS; round++) {
      Span root = fixture.root();
      race(root, () -> root.setStatus(StatusCode.ERROR).end());
    }

    assertThat(fixture.rescue.accounting().rescuedFragments()).isEqualTo(ROUNDS);
    assertThat(fixture.exported).hasSize(ROUNDS * (THREADS * EACH + 1));
    assertEachOnce();
    fixture.assertAddsUp(ROUNDS, ROUNDS * (THREADS * EACH + 1L));
  }

  @Test
  void spansEndWhileTheRootEndsAndTheWatchFindsItStuck() throws Exception {
    fixture.configure(fixture.settings("errors").perSecond(1_000_000_000).stuckMillis(1));
    StuckWatch watch = new StuckWatch(fixture.rescue);
    for (int round = 0; round < ROUNDS / 4; round++) {
      Span root = fixture.root();
      Span late = fixture.child(root);
      fixture.pass(2);
      race(
          root,
          () -> {
            Future<?> end = threads.submit((Runnable) root::end);
            watch.look();
            get(end);
          });
      late.end();
    }

    assertEachOnce();
    fixture.assertAddsUp(ROUNDS / 4, ROUNDS / 4 * (THREADS * EACH + 2L));
  }

  @Test
  void spansEndWhileTheirFragmentIsEvicted() throws Exception {
    fixture.configure(fixture.settings("slow>60m"));
    for (int round = 0; round < ROUNDS; round++) {
      Span root = fixture.root();
      Fragment fragment = ((RescueSpan) root).fragment();
      race(root, () -> fragment.close(Verdict.EVICTED));
      root.end();
    }

    RescueAccounting account = fixture.rescue.accounting();
    assertThat(account.evictedFragments()).isEqualTo(ROUNDS);
    assertThat(account.evictedSpans()).isEqualTo(ROUNDS * (THREADS * EACH + 1L));
    fixture.assertAddsUp(ROUNDS, ROUNDS * (THREADS * EACH + 1L));
  }

  /** Ends children of the span on all threads while this one does the given thing. */
  private void race(Span parent, Runnable here) throws Exception {
    List<Future<?>> done = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      List<Span> children = new ArrayList<>();
      for (int i = 0; i < EACH; i++) {
        children.add(fixture.child(parent));
      }
      done.add(
          threads.submit(
              () -> {
                start.await();
                children.forEach(Span::end);
                return null;
              }));
    }
    start.await();
    here.run();
    done.forEach(FragmentConcurrencyTest::get);
  }

  private static void get(Future<?> done) {
    try {
      done.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void assertEachOnce() {
    Set<String> ids = new HashSet<>();
    for (SpanData span : fixture.exported) {
      assertThat(ids.add(span.getTraceId() + span.getSpanId())).isTrue();
    }
  }
}
