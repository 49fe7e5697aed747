package dev.weft.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/** Drops every span whose parent is not sampled, and those without one too if it shall. */
public final class StubbornSampler implements HeadSampler {
  private final boolean dropsRoots;

  public StubbornSampler(boolean dropsRoots) {
    this.dropsRoots = dropsRoots;
  }

  @Override
  public <Q> HeadDecision decide(Context parent, StartView<Q> start, Q request) {
    Span above = Span.fromContextOrNull(parent);
    boolean dropped = above == null ? dropsRoots : isUnsampled(above);
    return dropped ? HeadDecision.dropped(0, TraceStateChange.NONE) : HeadDecision.SAMPLED;
  }

  private static boolean isUnsampled(Span span) {
    return span.getSpanContext().isValid() && !span.getSpanContext().isSampled();
  }

  @Override
  public DroppedSpans droppedSpans() {
    return DroppedSpans.SILENT;
  }
}
