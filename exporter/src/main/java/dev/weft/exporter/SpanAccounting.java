package dev.weft.exporter;

import io.opentelemetry.api.trace.SpanContext;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of every span: {@code ended = exported + dropped + pending}, the dropped by reason.
 * {@code pending} is 0 after a flush that nothing was added during.
 *
 * <p>May be read from any thread; a reading taken while spans end is not a snapshot.
 */
public final class SpanAccounting {

  private final LongAdder startedRoots = new LongAdder();
  private final LongAdder startedBelowRemote = new LongAdder();
  private final LongAdder startedBelowLocal = new LongAdder();
  private final LongAdder rescued = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder exported = new LongAdder();
  private final LongAdder[] dropped = new LongAdder[DropReason.values().length];

  SpanAccounting() {
    for (int i = 0; i < dropped.length; i++) {
      dropped[i] = new LongAdder();
    }
  }

  /** Counts the start of a sampled span. */
  void addStarted(SpanContext parent) {
    LongAdder count =
        !parent.isValid()
            ? startedRoots
            : parent.isRemote() ? startedBelowRemote : startedBelowLocal;
    count.increment();
  }

  void addRescued() {
    rescued.increment();
  }

  void addEnded() {
    ended.increment();
  }

  void addExported(long spans) {
    exported.add(spans);
  }

  void addDropped(DropReason reason, long spans) {
    dropped[reason.ordinal()].add(spans);
  }

  /** Sampled spans that began a trace. */
  public long startedRoots() {
    return startedRoots.sum();
  }

  /** Sampled spans that began below a span of another service. */
  public long startedBelowRemote() {
    return startedBelowRemote.sum();
  }

  /** Sampled spans that began below one of this service. */
  public long startedBelowLocal() {
    return startedBelowLocal.sum();
  }

  /** Sampled spans that began. */
  public long started() {
    return startedRoots() + startedBelowRemote() + startedBelowLocal();
  }

  /** Sampled spans that have begun and not ended. */
  public long live() {
    // What ends is read before what starts, so that the difference is never negative.
    long over = ended() - rescued();
    return Math.max(0, started() - over);
  }

  /** Of the spans that ended, those that were not sampled and are exported all the same. */
  public long rescued() {
    return rescued.sum();
  }

  /** Spans that ended and are to be exported: sampled ones, and rescued ones. */
  public long ended() {
    return ended.sum();
  }

  /** Spans that a collector has acknowledged. */
  public long exported() {
    return exported.sum();
  }

  /** Spans lost for that reason. */
  public long dropped(DropReason reason) {
    return dropped[reason.ordinal()].sum();
  }

  /** Spans lost for whatever reason. */
  public long dropped() {
    long sum = 0;
    for (LongAdder adder : dropped) {
      sum += adder.sum();
    }
    return sum;
  }

  /** Spans that wait in the queue or are being sent. */
  public long pending() {
    // What leaves is read before what comes in, so that the difference is never negative.
    long gone = exported() + dropped();
    return ended() - gone;
  }

  /** Returns the account in one line, leaving out what is 0. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(96);
    line.append("spans ended ").append(ended()).append(", exported ").append(exported());
    for (DropReason reason : DropReason.values()) {
      long spans = dropped(reason);
      if (spans != 0) {
        line.append(", dropped ").append(spans).append(" (").append(reason.description());
        line.append(')');
      }
    }
    long pending = pending();
    if (pending != 0) {
      line.append(", pending ").append(pending);
    }
    return line.toString();
  }
}
