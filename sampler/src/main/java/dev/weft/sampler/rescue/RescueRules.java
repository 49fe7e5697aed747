package dev.weft.sampler.rescue;

import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is rescued: {@code errors, slow>500ms, POST /checkout/** slow>200ms}.
 *
 * <p>Each rule has methods and a path pattern, or one of the two, or none, and then conditions:
 * {@code errors}, {@code slow>DURATION} or {@code never}. The path as it came is matched, and the
 * route as well. A request is rescued if a rule that matches says so; only the limit for slow ones
 * is a question of precedence: the first rule for some requests beats those for all. {@code never}
 * beats everything.
 */
public final class RescueRules {
  private static final RescueRules NONE = new RescueRules(Collections.<RescueRule>emptyList());

  private final RescueRule[] rules;
  private final long leastNanos;

  RescueRules(List<RescueRule> rules) {
    this.rules = rules.toArray(new RescueRule[0]);
    long least = RescueRule.NO_LIMIT;
    for (RescueRule rule : rules) {
      least = Math.min(least, rule.slowNanos());
    }
    this.leastNanos = least;
  }

  /** No rules: nothing is rescued. */
  public static RescueRules none() {
    return NONE;
  }

  /**
   * Reads rules.
   *
   * @param name of the option, to be named in problems
   * @param problems receives a line for each rule that is wrong, which is left out
   */
  public static RescueRules parse(String name, String text, Consumer<String> problems) {
    return new RescueRules(new RescueRuleReader(name, text).read(problems));
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return rules.length == 0;
  }

  /** What is faster than this is slow by no rule. */
  long leastNanos() {
    return leastNanos;
  }

  /**
   * The verdict about a local root.
   *
   * @param failed whether it failed
   * @param tookNanos how long it took
   * @param downstream whether a service that it called has rescued its part
   */
  Verdict judge(RootRequest request, boolean failed, long tookNanos, boolean downstream) {
    boolean errors = false;
    long specific = RescueRule.NO_LIMIT;
    long general = RescueRule.NO_LIMIT;
    for (RescueRule rule : rules) {
      if (!rule.matches(request)) {
        continue;
      }
      if (rule.never()) {
        return Verdict.DISCARDED;
      }
      errors |= rule.errors();
      if (!rule.isSpecific()) {
        general = Math.min(general, rule.slowNanos());
      } else if (specific == RescueRule.NO_LIMIT) {
        specific = rule.slowNanos();
      }
    }
    if (failed && errors) {
      return Verdict.ERROR;
    }
    long limit = specific == RescueRule.NO_LIMIT ? general : specific;
    if (limit != RescueRule.NO_LIMIT && tookNanos > limit) {
      return Verdict.SLOW;
    }
    return downstream ? Verdict.DOWNSTREAM : Verdict.DISCARDED;
  }

  /** Whether the request is not to be rescued, whatever happens. */
  boolean isNever(RootRequest request) {
    for (RescueRule rule : rules) {
      if (rule.never() && rule.matches(request)) {
        return true;
      }
    }
    return false;
  }
}
