package dev.weft.sampler;

/**
 * How one rule, or whatever else decided, has decided so far. Immutable.
 *
 * <p>Decisions are about local roots: requests that come in, traces that begin. What follows its
 * local parent is not counted.
 */
public final class DecisionCount {
  private final String name;
  private final long kept;
  private final long dropped;
  private final long limited;

  DecisionCount(String name, long kept, long dropped, long limited) {
    this.name = name;
    this.kept = kept;
    this.dropped = dropped;
    this.limited = limited;
  }

  /**
   * The rule as it is written; {@code sampler} where no rule matched, {@code parent} where the
   * caller's decision counted, {@code all}.
   */
  public String name() {
    return name;
  }

  /** How many were kept. */
  public long kept() {
    return kept;
  }

  /** How many were dropped. */
  public long dropped() {
    return dropped;
  }

  /** How many of the dropped ones probability had kept, and a hard limit dropped. */
  public long limited() {
    return limited;
  }

  @Override
  public String toString() {
    return name + ": kept " + kept + ", dropped " + dropped + " (limited " + limited + ')';
  }
}
