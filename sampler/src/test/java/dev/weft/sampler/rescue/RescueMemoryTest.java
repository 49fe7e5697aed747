package dev.weft.sampler.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class RescueMemoryTest {
  private static final int CHUNK = RescueMemory.CHUNK;

  private final Fixture fixture = new Fixture();

  @Test
  void oldestGivesWayFirst() {
    bound(3 * CHUNK);
    List<Span> roots = start(5);

    assertThat(roots).extracting(Span::isRecording).containsExactly(false, false, true, true, true);
    assertThat(fixture.rescue.accounting().evictedFragments()).isEqualTo(2);
    roots.forEach(Span::end);
    fixture.assertAddsUp(5, 5);
  }

  @Test
  void whatIsSlowOrHasFailedGivesWayLast() {
    bound(3 * CHUNK);
    List<Span> roots = start(1);
    fixture.pass(501);
    roots.addAll(start(1));
    fixture.child(roots.get(1)).setStatus(StatusCode.ERROR).end();
    roots.addAll(start(3));

    assertThat(roots).extracting(Span::isRecording).containsExactly(true, true, false, false, true);
    roots.forEach(Span::end);
    assertThat(fixture.reasons()).containsExactly("slow");
    fixture.assertAddsUp(5, 6);
  }

  @Test
  void newcomerGivesWayWhenNothingElseMay() {
    bound(2 * CHUNK);
    List<Span> roots = start(2);
    fixture.pass(501);
    roots.addAll(start(1));

    assertThat(roots).extracting(Span::isRecording).containsExactly(true, true, false);
    roots.forEach(Span::end);
    fixture.assertAddsUp(3, 3);
  }

  @Test
  void fragmentThatGrowsTooLargeGivesWayItself() {
    bound(10 * CHUNK);
    Span root = fixture.root();
    long spans = 1;
    while (root.isRecording()) {
      fixture.child(root).setAttribute("text", "x".repeat(1000)).end();
      spans++;
      assertThat(fixture.rescue.memory().used()).isLessThanOrEqualTo(10 * CHUNK);
    }
    root.setStatus(StatusCode.ERROR).end();

    assertThat(spans).isBetween(10L, 20L);
    assertThat(fixture.exported).isEmpty();
    assertThat(fixture.rescue.accounting().evictedSpans()).isEqualTo(spans);
    fixture.assertAddsUp(1, spans);
  }

  @Test
  void moreRequestsAtOnceThanTheRingHoldsAreEvictedInTheirOrder() {
    bound(1 << 30);
    List<Span> roots = start(10_000);

    assertThat(roots.stream().filter(Span::isRecording).count()).isEqualTo(8192);
    assertThat(roots.get(0).isRecording()).isFalse();
    assertThat(roots.get(9_999).isRecording()).isTrue();
    roots.forEach(Span::end);
    fixture.assertAddsUp(10_000, 10_000);
  }

  @Test
  void holdsTheBoundUnderLoadAndCountsExactly() throws Exception {
    bound(64 * CHUNK);
    int threads = 4;
    int requests = 20_000;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<Long>> ended = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      ended.add(pool.submit(() -> serve(requests, 64 * CHUNK + threads * 8 * CHUNK)));
    }
    long spans = 0;
    for (Future<Long> each : ended) {
      spans += each.get();
    }
    pool.shutdown();

    assertThat(fixture.rescue.accounting().evictedFragments()).isPositive();
    long rescued = fixture.rescue.accounting().rescuedFragments();
    end(fixture.root(), true);
    assertThat(fixture.rescue.accounting().rescuedFragments()).isEqualTo(rescued + 1);
    fixture.assertAddsUp((long) threads * requests + 1, spans + 1);
  }

  /** Serves requests, fifty at a time, and returns how many spans have ended. */
  private long serve(int requests, long bound) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Deque<Span> running = new ArrayDeque<>();
    long spans = 0;
    for (int i = 0; i < requests; i++) {
      Span root = fixture.root();
      running.add(root);
      for (int child = random.nextInt(6); child > 0; child--) {
        Span span = fixture.child(root);
        if (span.isRecording()) {
          span.setAttribute("text", "x".repeat(random.nextInt(1000)));
          span.end();
          spans++;
        }
      }
      assertThat(fixture.rescue.memory().used()).isLessThanOrEqualTo(bound);
      if (running.size() == 50) {
        end(running.remove(), random.nextInt(10) == 0);
        spans++;
      }
    }
    spans += running.size();
    running.forEach(Span::end);
    return spans;
  }

  private static void end(Span root, boolean failed) {
    if (failed) {
      root.setStatus(StatusCode.ERROR);
    }
    root.end();
  }

  private void bound(long bytes) {
    fixture.configure(
        fixture.settings("errors, slow>500ms").memoryBytes(bytes).perSecond(1_000_000_000));
  }

  private List<Span> start(int requests) {
    List<Span> roots = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      roots.add(fixture.root());
    }
    return roots;
  }
}
