package dev.weft.sampler.rescue;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of what was recorded: {@code fragments started = rescued + discarded + evicted +
 * suppressed + live}, and of each span that ended one of the same four.
 *
 * <p>Spans beyond a fragment's limit count as evicted, and those of a rescued fragment that end
 * after the grace period as discarded. May be read from any thread; a reading taken while requests
 * run is not a snapshot.
 */
public final class RescueAccounting {
  private final LongAdder started = new LongAdder();
  private final LongAdder[] fragments = adders();
  private final LongAdder[] spans = adders();
  private final LongAdder announced = new LongAdder();
  private final LongAdder heard = new LongAdder();
  private final LongAdder foreign = new LongAdder();

  RescueAccounting() {}

  private static LongAdder[] adders() {
    LongAdder[] adders = new LongAdder[Verdict.values().length];
    for (int i = 0; i < adders.length; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }

  void addStarted() {
    started.increment();
  }

  void addFragment(Verdict verdict) {
    fragments[verdict.ordinal()].increment();
  }

  void addSpan(Verdict outcome) {
    spans[outcome.ordinal()].increment();
  }

  void addAnnounced() {
    announced.increment();
  }

  void addHeard() {
    heard.increment();
  }

  void addForeign() {
    foreign.increment();
  }

  /** Requests, or other local roots, that were recorded though the head sampler dropped them. */
  public long startedFragments() {
    return started.sum();
  }

  /** Those that are still running. */
  public long liveFragments() {
    // What ends is read before what starts, so that the difference is never negative.
    long closed =
        rescuedFragments() + discardedFragments() + evictedFragments() + suppressedFragments();
    return startedFragments() - closed;
  }

  /** Those that failed, were slow or stuck, or that a rescue downstream was told of. */
  public long rescuedFragments() {
    return rescued(fragments);
  }

  /** Those that nothing was wrong with. */
  public long discardedFragments() {
    return fragments[Verdict.DISCARDED.ordinal()].sum();
  }

  /** Those that gave way for lack of memory. */
  public long evictedFragments() {
    return fragments[Verdict.EVICTED.ordinal()].sum();
  }

  /** Those that would have been rescued, had there not been too many. */
  public long suppressedFragments() {
    return fragments[Verdict.SUPPRESSED.ordinal()].sum();
  }

  /** Spans handed to the exporter, which counts them once more. */
  public long rescuedSpans() {
    return rescued(spans);
  }

  /** Spans of requests that nothing was wrong with, and those that ended too late. */
  public long discardedSpans() {
    return spans[Verdict.DISCARDED.ordinal()].sum();
  }

  /** Spans given up for lack of memory, and those beyond what one fragment may have. */
  public long evictedSpans() {
    return spans[Verdict.EVICTED.ordinal()].sum();
  }

  /** Spans of suppressed fragments. */
  public long suppressedSpans() {
    return spans[Verdict.SUPPRESSED.ordinal()].sum();
  }

  /** Responses that told the caller of a rescue. */
  public long announced() {
    return announced.sum();
  }

  /** Responses that told of a rescue downstream. */
  public long heard() {
    return heard.sum();
  }

  /** Responses that told of a rescue in another trace, or said nothing intelligible. */
  public long foreign() {
    return foreign.sum();
  }

  private static long rescued(LongAdder[] adders) {
    long sum = 0;
    for (Verdict verdict : Verdict.values()) {
      if (verdict.rescues()) {
        sum += adders[verdict.ordinal()].sum();
      }
    }
    return sum;
  }

  /** Returns the account in one line, leaving out what is 0. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(128);
    line.append("unsampled requests recorded ").append(startedFragments());
    append(line, "rescued", rescuedFragments(), rescuedSpans());
    append(line, "discarded", discardedFragments(), discardedSpans());
    append(line, "evicted", evictedFragments(), evictedSpans());
    append(line, "suppressed", suppressedFragments(), suppressedSpans());
    return line.toString();
  }

  private static void append(StringBuilder line, String what, long fragments, long spans) {
    if (fragments != 0 || spans != 0) {
      line.append(", ").append(what).append(' ').append(fragments);
      line.append(" (").append(spans).append(" spans)");
    }
  }
}
