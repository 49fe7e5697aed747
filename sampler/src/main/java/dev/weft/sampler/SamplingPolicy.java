package dev.weft.sampler;

import dev.weft.tracing.DroppedSpans;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.LocalSpan;
import dev.weft.tracing.StartView;
import dev.weft.tracing.TraceStateChange;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that decides about spans at their start: sampler, rules, rates, and what becomes of what is
 * dropped. Immutable but for its counts and what it knows of the traffic.
 *
 * <p>What begins a trace is decided by the first rule that matches, or else the sampler. What
 * continues one follows its parent, unless a rule is forced or an option says otherwise. A span
 * that is dropped takes all below it in this service with it.
 */
public final class SamplingPolicy {
  private static final HeadDecision SAMPLED_AS_PARENT =
      HeadDecision.sampled(0, TraceStateChange.NONE);
  private static final HeadDecision DROPPED_AS_PARENT =
      HeadDecision.dropped(0, ParentThreshold.ERASED);

  private final PolicyRules rules;
  private final Delegates delegates;
  private final @Nullable RateLimit target;
  private final Tallies tallies;
  private final TraceRandomness randomness;
  private final DroppedSpans droppedSpans;
  private final @Nullable Thinning thinning;

  SamplingPolicy(
      PolicyRules rules,
      Delegates delegates,
      @Nullable RateLimit target,
      Tallies tallies,
      TraceRandomness randomness,
      DroppedSpans droppedSpans,
      @Nullable Thinning thinning) {
    this.rules = rules;
    this.delegates = delegates;
    this.target = target;
    this.tallies = tallies;
    this.randomness = randomness;
    this.droppedSpans = droppedSpans;
    this.thinning = thinning;
  }

  /**
   * Makes a policy.
   *
   * @param options what the user has set, by the names in {@link SamplingOptions}; others are
   *     ignored
   * @param droppedSpans makes the spans of what is dropped
   * @param problems receives a line for each value that cannot be used; a default stands in for it,
   *     and a rule that is wrong is left out
   * @param warnings receives what there is to say later; called on any thread, and seldom
   */
  public static SamplingPolicy of(
      Map<String, String> options,
      DroppedSpans droppedSpans,
      Consumer<String> problems,
      Consumer<String> warnings) {
    TraceRandomness randomness = new TraceRandomness(warnings);
    PolicyReader reader =
        new PolicyReader(options, problems, NanoClock.SYSTEM, new Tallies(), randomness);
    return reader.read(PolicyRules.NONE, null, droppedSpans);
  }

  /**
   * Makes the policy that is to follow this one. Counts go on, those of a rule as long as it is
   * written the same, and so does what is known of the traffic for a rate that stays.
   *
   * @param problems as for {@link #of}: who wants all or nothing does not put a policy in force
   *     that had any
   */
  public SamplingPolicy followedBy(
      Map<String, String> options, DroppedSpans droppedSpans, Consumer<String> problems) {
    return followedBy(options, droppedSpans, problems, NanoClock.SYSTEM);
  }

  SamplingPolicy followedBy(
      Map<String, String> options,
      DroppedSpans droppedSpans,
      Consumer<String> problems,
      NanoClock clock) {
    return new PolicyReader(options, problems, clock, tallies, randomness)
        .read(rules, target, droppedSpans)
        .thinnedBy(thinning);
  }

  /** The same policy, with other spans for what it drops. */
  public SamplingPolicy withDroppedSpans(DroppedSpans spans) {
    return new SamplingPolicy(rules, delegates, target, tallies, randomness, spans, thinning);
  }

  /** The same policy, and what is to become of what it samples at its entry; null for nothing. */
  public SamplingPolicy thinnedBy(@Nullable Thinning next) {
    return new SamplingPolicy(rules, delegates, target, tallies, randomness, droppedSpans, next);
  }

  /**
   * Decides about a span.
   *
   * @param traceIdLow the low 64 bits of the trace id if the span begins a trace and has an id
   *     already, else 0
   */
  <Q> HeadDecision decide(Context context, StartView<Q> start, Q request, long traceIdLow) {
    Span above = Span.fromContextOrNull(context);
    if (above == null) {
      return begin(start, request, traceIdLow);
    }
    if (above instanceof LocalSpan) {
      return follow(above, !((LocalSpan) above).isDropped());
    }
    SpanContext parent = above.getSpanContext();
    if (!parent.isValid()) {
      return begin(start, request, traceIdLow);
    }
    return parent.isRemote() ? enter(parent, start, request) : follow(above, parent.isSampled());
  }

  private <Q> HeadDecision begin(StartView<Q> start, Q request, long traceIdLow) {
    PolicyRule rule = rules.match(start, request);
    HeadDecision decision =
        rule == null
            ? delegates.root.begin(traceIdLow, tallies.sampler())
            : rule.choice.begin(traceIdLow, rule.tally);
    return thinning == null || !decision.isSampled()
        ? decision
        : thinning.begin(decision, traceIdLow);
  }

  private <Q> HeadDecision enter(SpanContext parent, StartView<Q> start, Q request) {
    HeadDecision decision = judge(parent, start, request);
    return thinning == null || !decision.isSampled() ? decision : thinning.enter(decision, parent);
  }

  private <Q> HeadDecision judge(SpanContext parent, StartView<Q> start, Q request) {
    if (rules.anyForced() || !delegates.parentBased) {
      PolicyRule rule = rules.match(start, request);
      if (rule != null && (rule.rule.isForced() || !delegates.parentBased)) {
        return rule.choice.join(parent, rule.tally);
      }
    }
    Choice choice = parent.isSampled() ? delegates.remoteSampled : delegates.remoteNotSampled;
    return choice.join(parent, tallies.parent());
  }

  private HeadDecision follow(Span parent, boolean sampled) {
    Choice choice = sampled ? delegates.localSampled : delegates.localNotSampled;
    if (choice != null) {
      return choice.join(parent.getSpanContext(), tallies.parent());
    }
    return sampled ? SAMPLED_AS_PARENT : DROPPED_AS_PARENT;
  }

  DroppedSpans droppedSpans() {
    return droppedSpans;
  }

  /**
   * What was decided since the agent started: by each rule, in their order, then {@code sampler},
   * {@code parent} and {@code all}. Read while deciding goes on, they need not quite add up.
   */
  public List<DecisionCount> counts() {
    return tallies.read(rules);
  }
}
