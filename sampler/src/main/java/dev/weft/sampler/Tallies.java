package dev.weft.sampler;

import java.util.ArrayList;
import java.util.List;

/** The counts that go on whatever becomes of the rules. */
final class Tallies {
  private final Tally all = new Tally(null);
  private final Tally sampler = new Tally(all);
  private final Tally parent = new Tally(all);

  /** What was decided where no rule matched. */
  Tally sampler() {
    return sampler;
  }

  /** What was decided by the parent, or by the options for spans that have one. */
  Tally parent() {
    return parent;
  }

  /** A count of its own for a rule. */
  Tally newRule() {
    return new Tally(all);
  }

  List<DecisionCount> read(PolicyRules rules) {
    List<DecisionCount> counts = new ArrayList<>(rules.counts());
    counts.add(sampler.read("sampler"));
    counts.add(parent.read("parent"));
    counts.add(all.read("all"));
    return counts;
  }
}
