package dev.weft.sampler;

import dev.weft.tracing.DroppedSpans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes a policy of options. For one policy. */
final class PolicyReader {
  private static final double DEFAULT_RATIO = 1.0;

  private final Map<String, String> options;
  private final Consumer<String> problems;
  private final NanoClock clock;
  private final Tallies tallies;
  private final TraceRandomness randomness;

  PolicyReader(
      Map<String, String> options,
      Consumer<String> problems,
      NanoClock clock,
      Tallies tallies,
      TraceRandomness randomness) {
    this.options = options;
    this.problems = problems;
    this.clock = clock;
    this.tallies = tallies;
    this.randomness = randomness;
  }

  /** Reads all options. What stays as it was in the last policy goes on. */
  SamplingPolicy read(
      PolicyRules lastRules, @Nullable RateLimit lastTarget, DroppedSpans droppedSpans) {
    RateLimit target = target(lastTarget);
    PolicyRules rules = rules(lastRules, target);
    Delegates delegates = delegates(target, target != null || rules != PolicyRules.NONE);
    return new SamplingPolicy(rules, delegates, target, tallies, randomness, droppedSpans, null);
  }

  private @Nullable RateLimit target(@Nullable RateLimit last) {
    String text = get(SamplingOptions.TARGET);
    if (text == null) {
      return null;
    }
    Action rate = Action.parseRate(text);
    if (rate == null || rate.value() == 0) {
      problems.accept(
          SamplingOptions.TARGET
              + "="
              + text
              + " is not a rate such as 50/s or 30/m, up to 1000000/s; traces are not limited");
      return null;
    }
    return last != null && last.perSecond() == rate.value()
        ? last
        : RateLimit.target(rate.value(), clock);
  }

  private PolicyRules rules(PolicyRules last, @Nullable RateLimit target) {
    String text = options.get(SamplingOptions.RULES);
    if (text == null) {
      return PolicyRules.NONE;
    }
    List<PolicyRule> rules = new ArrayList<>();
    for (Rule rule : new RuleReader(SamplingOptions.RULES, text).read(problems)) {
      rules.add(inPolicy(rule, last.find(rule.text()), target));
    }
    return rules.isEmpty() ? PolicyRules.NONE : new PolicyRules(rules);
  }

  private PolicyRule inPolicy(Rule rule, @Nullable PolicyRule last, @Nullable RateLimit target) {
    Action action = rule.action();
    RateLimit own = null;
    if (action.kind() == Action.Kind.RATE && action.value() > 0) {
      own =
          last != null && last.limit != null ? last.limit : RateLimit.limit(action.value(), clock);
    }
    Tally tally = last == null ? tallies.newRule() : last.tally;
    return new PolicyRule(rule, choice(action, own, target), tally, own);
  }

  private Choice choice(Action action, @Nullable RateLimit own, @Nullable RateLimit target) {
    switch (action.kind()) {
      case DROP:
        return Always.UNWANTED;
      case KEEP:
        return Always.KEPT;
      case SHARE:
        return share(action.value(), limits(null, target));
      case RATE:
        return action.value() == 0 ? Always.OFF : share(1, limits(own, target));
    }
    throw new IllegalStateException();
  }

  private Choice share(double probability, RateLimits limits) {
    if (probability == 0) {
      return Always.OFF;
    }
    return probability == 1 && limits.isEmpty()
        ? Always.KEPT
        : new ConsistentShare(probability, limits, randomness);
  }

  private static RateLimits limits(@Nullable RateLimit own, @Nullable RateLimit target) {
    List<RateLimit> limits = new ArrayList<>(2);
    if (own != null) {
      limits.add(own);
    }
    if (target != null) {
      limits.add(target);
    }
    return new RateLimits(limits);
  }

  /**
   * Reads the sampler and what is set for spans with a parent.
   *
   * @param probabilistic whether a share of traces may be sampled by other means than the sampler,
   *     so that it must publish the probability too if it samples all
   */
  private Delegates delegates(@Nullable RateLimit target, boolean probabilistic) {
    SamplerName name = SamplerName.read(get(SamplingOptions.SAMPLER), problems);
    Choice root = root(name, limits(null, target), probabilistic);
    boolean parentBased = name.isParentBased();
    Choice sampled = delegate(SamplingOptions.REMOTE_SAMPLED, Always.AS_PARENT);
    Choice notSampled = delegate(SamplingOptions.REMOTE_NOT_SAMPLED, Always.KEPT);
    return new Delegates(
        parentBased,
        root,
        sampled != null ? sampled : parentBased ? Always.AS_PARENT : root,
        notSampled != null ? notSampled : parentBased ? Always.OFF : root,
        delegate(SamplingOptions.LOCAL_SAMPLED, Always.AS_PARENT),
        delegate(SamplingOptions.LOCAL_NOT_SAMPLED, Always.KEPT));
  }

  private Choice root(SamplerName name, RateLimits limits, boolean probabilistic) {
    switch (name) {
      case ALWAYS_ON:
      case PARENTBASED_ALWAYS_ON:
        return probabilistic ? share(1, limits) : Always.ON;
      case ALWAYS_OFF:
      case PARENTBASED_ALWAYS_OFF:
        return Always.OFF;
      case PARENTBASED_TRACEIDRATIO:
        return share(ratio(), limits);
      case TRACEIDRATIO:
        double ratio = ratio();
        return ratio == 0 ? Always.OFF : new TraceIdRatio(ratio, limits);
    }
    throw new IllegalStateException();
  }

  private double ratio() {
    String text = get(SamplingOptions.SAMPLER_ARGUMENT);
    if (text == null) {
      return DEFAULT_RATIO;
    }
    try {
      double ratio = Double.parseDouble(text);
      if (ratio >= 0 && ratio <= 1) {
        return ratio;
      }
    } catch (NumberFormatException e) {
      // Falls through to the problem, which also covers NaN and numbers out of range.
    }
    problems.accept(
        SamplingOptions.SAMPLER_ARGUMENT
            + "="
            + text
            + " is not a probability between 0 and 1; using "
            + DEFAULT_RATIO);
    return DEFAULT_RATIO;
  }

  /** What is set for spans with a parent of one sort; null if nothing usable is. */
  private @Nullable Choice delegate(String option, Choice on) {
    String text = get(option);
    if (text == null) {
      return null;
    }
    if (text.equalsIgnoreCase("always_on")) {
      return on;
    }
    if (text.equalsIgnoreCase("always_off")) {
      return Always.OFF;
    }
    Action share = Action.parseShare(text);
    if (share != null) {
      return share(share.value(), limits(null, null));
    }
    problems.accept(
        option + "=" + text + " is not always_on, always_off or a percentage such as 10%; ignored");
    return null;
  }

  private @Nullable String get(String option) {
    String text = options.get(option);
    String trimmed = text == null ? "" : text.trim();
    return trimmed.isEmpty() ? null : trimmed;
  }
}
