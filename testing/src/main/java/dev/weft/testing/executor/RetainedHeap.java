package dev.weft.testing.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

/** How much of the heap is in use after a garbage collection. */
public final class RetainedHeap {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final long before = bytes();

  private RetainedHeap() {}

  /** Measures now. */
  public static RetainedHeap now() {
    return new RetainedHeap();
  }

  /** Asserts that some garbage collection leaves less than so many bytes more than there were. */
  public void assertGrowsByLessThan(long bytes) {
    // A collection finds what other threads do just then, too.
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    long grown = bytes() - before;
    while (grown >= bytes && System.nanoTime() - deadline < 0) {
      grown = bytes() - before;
    }
    assertThat(grown).as("bytes more than before").isLessThan(bytes);
  }

  private static long bytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
