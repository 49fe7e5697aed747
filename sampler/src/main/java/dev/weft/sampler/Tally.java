package dev.weft.sampler;

import dev.weft.tracing.HeadDecision;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts decisions: how many kept, how many dropped, and how many of these by a hard limit. */
final class Tally {
  private final @Nullable Tally total;
  private final LongAdder kept = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder limited = new LongAdder();

  /** A tally that counts into another one as well. */
  Tally(@Nullable Tally total) {
    this.total = total;
  }

  /** Counts a decision, and passes it on. */
  HeadDecision count(HeadDecision decision) {
    boolean sampled = decision.isSampled();
    add(sampled);
    if (total != null) {
      total.add(sampled);
    }
    return decision;
  }

  private void add(boolean sampled) {
    (sampled ? kept : dropped).increment();
  }

  /** Says of a decision, which is counted besides, that a hard limit made it. */
  void addLimited() {
    limited.increment();
    if (total != null) {
      total.limited.increment();
    }
  }

  /** The counts so far, under the name of what decided. */
  DecisionCount read(String name) {
    return new DecisionCount(name, kept.sum(), dropped.sum(), limited.sum());
  }
}
