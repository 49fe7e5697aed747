package dev.weft.sampler;

import org.jspecify.annotations.Nullable;

/** A rule in a policy: what it chooses, and what it keeps from one policy to the next. */
final class PolicyRule {
  final Rule rule;
  final Choice choice;
  final Tally tally;

  /** The rule's own rate; what it knows of the traffic goes over to the next policy. */
  final @Nullable RateLimit limit;

  PolicyRule(Rule rule, Choice choice, Tally tally, @Nullable RateLimit limit) {
    this.rule = rule;
    this.choice = choice;
    this.tally = tally;
    this.limit = limit;
  }
}
