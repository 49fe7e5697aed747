package dev.weft.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WeakMapTest {
  private static final int MANY = 50_000;
  private static final int LOOKUPS = 10_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final WeakMap<Object, String> map = new WeakMap<>();

  @Test
  void knowsKeysByIdentity() {
    String key = new String("key");
    map.put(key, "value");

    assertThat(map.get(key)).isEqualTo("value");
    assertThat(map.get(new String("key"))).isNull();
    assertThat(map.remove(key)).isEqualTo("value");
    assertThat(map.get(key)).isNull();
  }

  @Test
  void answersWhatWasThereBefore() {
    Object key = new Object();

    assertThat(map.put(key, "first")).isNull();
    assertThat(map.putIfAbsent(key, "second")).isEqualTo("first");
    assertThat(map.put(key, "third")).isEqualTo("first");
    assertThat(map.remove(key)).isEqualTo("third");
    assertThat(map.putIfAbsent(key, "fourth")).isNull();
    assertThat(map.get(key)).isEqualTo("fourth");
  }

  @Test
  void refusesNull() {
    assertThatNullPointerException().isThrownBy(() -> map.put(null, "value"));
    assertThat(map.size()).isZero();
  }

  @Test
  void keepsManyApartAndTheRestWhenHalfGo() {
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Object key = new Object();
      keys.add(key);
      map.put(key, "value " + i);
    }
    for (int i = 0; i < MANY; i += 2) {
      assertThat(map.remove(keys.get(i))).isEqualTo("value " + i);
    }

    assertThat(map.size()).isEqualTo(MANY / 2);
    for (int i = 0; i < MANY; i++) {
      assertThat(map.get(keys.get(i))).isEqualTo(i % 2 == 0 ? null : "value " + i);
    }
  }

  @Test
  void losesNothingBetweenThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> found = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        found.add(threads.submit(this::putAndRemove));
      }
      for (Future<Integer> each : found) {
        assertThat(each.get()).isEqualTo(MANY);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(map.size()).isZero();
  }

  /** Twenty keys at a time, of which each is there until it is taken out. */
  private int putAndRemove() {
    Queue<Object> known = new ArrayDeque<>();
    int found = 0;
    for (int i = 0; i < MANY; i++) {
      Object key = new Object();
      map.put(key, "value");
      known.add(key);
      if (known.size() == 20) {
        found += removeOldest(known);
      }
    }
    while (!known.isEmpty()) {
      found += removeOldest(known);
    }
    return found;
  }

  private int removeOldest(Queue<Object> known) {
    Object oldest = known.remove();
    return map.get(oldest) != null && map.remove(oldest) != null && map.get(oldest) == null ? 1 : 0;
  }

  @Test
  void forgetsWhatIsGoneAtTheNextPut() {
    Object another = new Object();
    for (int i = 0; i < 100; i++) {
      map.put(new Object(), "value");
    }

    collectUntilSizeIs(1, () -> map.put(another, "value"));

    assertThat(map.size()).isEqualTo(1);
  }

  @Test
  void forgetsWhatIsGoneAtTheNextPutOfAnAbsentKey() {
    map.put(new Object(), "value");

    collectUntilSizeIs(
        0,
        () -> {
          Object another = new Object();
          map.putIfAbsent(another, "value");
          map.remove(another);
        });

    assertThat(map.size()).isZero();
  }

  private void collectUntilSizeIs(int size, Runnable put) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (map.size() > size && System.nanoTime() - deadline < 0) {
      System.gc();
      put.run();
    }
  }

  @Test
  void looksUpWithoutAnObjectEach() {
    Object key = new Object();
    map.put(key, "value");
    lookUp(key);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();

    long before = threads.getThreadAllocatedBytes(thread);
    int found = lookUp(key);
    long allocated = threads.getThreadAllocatedBytes(thread) - before;

    assertThat(found).isEqualTo(LOOKUPS);
    assertThat(allocated).isLessThan(LOOKUPS);
  }

  private int lookUp(Object key) {
    int found = 0;
    for (int i = 0; i < LOOKUPS; i++) {
      found += map.get(key) == null ? 0 : 1;
    }
    return found;
  }
}
