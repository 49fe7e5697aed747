package dev.weft.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WeakMapTest {
  private static final int LOOKUPS = 10_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final WeakMap<Object, String> map = new WeakMap<>();

  @Test
  void knowsKeysByIdentity() {
    String key = new String("key");
    map.put(key, "value");

    assertThat(map.getIfPresent(key)).isEqualTo("value");
    assertThat(map.getIfPresent(new String("key"))).isNull();
    assertThat(map.remove(key)).isEqualTo("value");
    assertThat(map.getIfPresent(key)).isNull();
  }

  @Test
  void forgetsWhatIsGoneAtTheNextPut() {
    Object another = new Object();
    for (int i = 0; i < 100; i++) {
      map.put(new Object(), "value");
    }

    collectUntilSizeIs(1, () -> map.put(another, "value"));

    assertThat(map.approximateSize()).isEqualTo(1);
  }

  @Test
  void forgetsWhatIsGoneAtTheNextPutOfAnAbsentKey() {
    map.put(new Object(), "value");

    collectUntilSizeIs(
        0,
        () -> {
          Object another = new Object();
          map.putIfProbablyAbsent(another, "value");
          map.remove(another);
        });

    assertThat(map.approximateSize()).isZero();
  }

  private void collectUntilSizeIs(int size, Runnable put) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (map.approximateSize() > size && System.nanoTime() - deadline < 0) {
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
      found += map.getIfPresent(key) == null ? 0 : 1;
    }
    return found;
  }
}
