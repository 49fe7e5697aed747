package dev.weft.sampler.recording;

import dev.weft.tracing.InstrumentationScope;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanLimits;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What all spans have in common: clock, limits, resource. */
public final class SpanEnvironment {
  private final Clock clock;
  private final SpanLimits limits;
  private final int valueLength;
  private final int attributeCount;
  private final Resource resource;
  private final ConcurrentMap<InstrumentationScope, InstrumentationScopeInfo> scopes =
      new ConcurrentHashMap<>();

  /**
   * The environment of spans.
   *
   * @param clock gives the time of day once for each local root, and else nanoseconds
   */
  public SpanEnvironment(Clock clock, SpanLimits limits, Resource resource) {
    this.clock = clock;
    this.limits = limits;
    this.valueLength = limits.getMaxAttributeValueLength();
    this.attributeCount = limits.getMaxNumberOfAttributes();
    this.resource = resource;
  }

  /** Its {@code nanoTime} gives the times of spans. */
  public Clock clock() {
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

  InstrumentationScopeInfo info(InstrumentationScope scope) {
    InstrumentationScopeInfo known = scopes.get(scope);
    if (known == null) {
      known =
          InstrumentationScopeInfo.builder(scope.name()).setSchemaUrl(scope.schemaUrl()).build();
      scopes.put(scope, known);
    }
    return known;
  }
}
