package dev.weft.sampler;

import dev.weft.tracing.DroppedSpans;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.HeadSampler;
import dev.weft.tracing.StartView;
import io.opentelemetry.context.Context;

/**
 * Decides by the policy in force, which can be replaced at any time. Decisions of the old one
 * stand: what began under it ends as it began.
 */
public final class PolicySampler implements HeadSampler {
  private volatile SamplingPolicy policy;

  /** A sampler with its first policy. */
  public PolicySampler(SamplingPolicy policy) {
    this.policy = policy;
  }

  /** The policy in force. */
  public SamplingPolicy policy() {
    return policy;
  }

  /**
   * Puts another policy in force, usually one that {@linkplain SamplingPolicy#followedBy follows}.
   */
  public void replace(SamplingPolicy next) {
    policy = next;
  }

  @Override
  public <Q> HeadDecision decide(Context parent, StartView<Q> start, Q request) {
    return policy.decide(parent, start, request, 0);
  }

  @Override
  public DroppedSpans droppedSpans() {
    return policy.droppedSpans();
  }
}
