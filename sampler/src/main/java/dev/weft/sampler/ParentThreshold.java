package dev.weft.sampler;

import dev.weft.tracing.TraceStateChange;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;

/** What becomes of the {@code th} that a parent has published. */
enum ParentThreshold implements TraceStateChange {

  /**
   * It holds for the child as well, unless it contradicts the flag: where {@code th} is present, a
   * trace is sampled if and only if R ≥ T. Who sees a contradiction follows the flag.
   */
  INHERITED {
    @Override
    public TraceState below(SpanContext parent) {
      TraceState state = parent.getTraceState();
      if (state.isEmpty()) {
        return state;
      }
      long threshold = ThresholdMember.threshold(state);
      boolean holds = threshold >= 0 && TraceRandomness.read(parent) >= threshold;
      return holds ? state : ThresholdMember.erase(state);
    }
  },

  /** It goes: it travels with the sampled flag only, and only if it says the probability. */
  ERASED {
    @Override
    public TraceState below(SpanContext parent) {
      TraceState state = parent.getTraceState();
      return state.isEmpty() ? state : ThresholdMember.erase(state);
    }
  }
}
