package dev.weft.sampler.rescue;

import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanLimits;

/** What rescued spans have in common with the SDK's: clock, limits, resource. */
public final class SpanEnvironment {
  private final Clock clock;
  private final SpanLimits limits;
  private final int valueLength;
  private final int attributeCount;
  private final Resource resource;

  /** The same that the SDK's tracer provider was given. */
  public SpanEnvironment(Clock clock, SpanLimits limits, Resource resource) {
    this.clock = clock;
    this.limits = limits;
    this.valueLength = limits.getMaxAttributeValueLength();
    this.attributeCount = limits.getMaxNumberOfAttributes();
    this.resource = resource;
  }

  Clock clock() {
    return clock;
  }

  SpanLimits limits() {
    return limits;
  }

  int valueLength() {
    return valueLength;
  }

  int attributeCount() {
    return attributeCount;
  }

  Resource resource() {
    return resource;
  }
}
