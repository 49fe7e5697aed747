package dev.weft.sampler;

import dev.weft.tracing.HeadDecision;
import io.opentelemetry.api.trace.SpanContext;

/** What is wanted of some spans: all, none, a part. Decides about one at a time, and counts it. */
interface Choice {

  /**
   * Decides about a span that begins a trace.
   *
   * @param traceIdLow the low 64 bits of its trace id if that is made already, else 0
   */
  HeadDecision begin(long traceIdLow, Tally tally);

  /** Decides about a span that continues a trace, whatever was decided above. */
  HeadDecision join(SpanContext parent, Tally tally);
}
