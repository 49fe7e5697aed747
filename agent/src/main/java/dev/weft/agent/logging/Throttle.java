package dev.weft.agent.logging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets each key pass a number of times per period. Remembers the 256 keys used last; safe for use
 * by several threads.
 */
final class Throttle {
  private static final int KEYS = 256;

  private final int limit;
  private final long periodNanos;
  private final LongSupplier nanoClock;
  private final Map<String, Count> counts =
      new LinkedHashMap<String, Count>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > KEYS;
        }
      };

  Throttle(int limit, long periodNanos, LongSupplier nanoClock) {
    this.limit = limit;
    this.periodNanos = periodNanos;
    this.nanoClock = nanoClock;
  }

  /** Answers how often the key was held back since it last passed, or -1 to hold it back now. */
  long tryAcquire(String key) {
    long now = nanoClock.getAsLong();
    synchronized (counts) {
      Count count = counts.get(key);
      if (count == null) {
        count = new Count(now);
        counts.put(key, count);
      }
      if (now - count.since >= periodNanos) {
        count.since = now;
        count.passed = 0;
      }
      if (count.passed == limit) {
        count.heldBack++;
        return -1;
      }
      count.passed++;
      long omitted = count.heldBack;
      count.heldBack = 0;
      return omitted;
    }
  }

  private static final class Count {
    long since;
    int passed;
    long heldBack;

    Count(long now) {
      since = now;
    }
  }
}
