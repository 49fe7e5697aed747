package dev.weft.exporter;

/** Lets one event through per interval. Safe for use by several threads. */
public final class Throttle {

  private final long intervalNanos;
  private long openAt;
  private boolean used;

  /** Creates a throttle that lets the first event through. */
  public Throttle(long intervalNanos) {
    this.intervalNanos = intervalNanos;
  }

  /** Says whether the event at that time, by {@link System#nanoTime}, may pass. */
  public synchronized boolean admits(long nowNanos) {
    if (used && nowNanos - openAt < 0) {
      return false;
    }
    used = true;
    openAt = nowNanos + intervalNanos;
    return true;
  }

  /** Lets the next event through, whenever it comes. */
  public synchronized void reset() {
    used = false;
  }
}
