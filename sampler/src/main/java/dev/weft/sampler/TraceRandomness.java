package dev.weft.sampler;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceId;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The randomness R of traces, 56 bits on which all who decide about a trace decide: {@code rv} in
 * {@code tracestate}, or else the right-most bits of the trace id.
 */
final class TraceRandomness {
  private static final int DIGITS = 14;

  private final Consumer<String> warnings;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * Reads the randomness of traces that began elsewhere.
   *
   * @param warnings receives a line, once, if such a trace does not say that its id is random
   */
  TraceRandomness(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /** New low 64 bits of a trace id, not 0. */
  static long draw() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long low = random.nextLong();
    while (low == 0) {
      low = random.nextLong();
    }
    return low;
  }

  /** The randomness in the low bits of a trace id. */
  static long of(long traceIdLow) {
    return traceIdLow & Threshold.RANGE - 1;
  }

  /** The randomness of a trace, its id taken for random. */
  static long read(SpanContext parent) {
    long explicit = ThresholdMember.randomness(parent.getTraceState());
    return explicit >= 0 ? explicit : ofId(parent.getTraceId());
  }

  /** The same, for deciding on it: the specification wants that the presumption is told of. */
  long of(SpanContext parent) {
    long explicit = ThresholdMember.randomness(parent.getTraceState());
    if (explicit >= 0) {
      return explicit;
    }
    if (!parent.getTraceFlags().isTraceIdRandom() && warned.compareAndSet(false, true)) {
      warnings.accept(
          "sampling by probability below a caller that does not say that its trace ids are random"
              + " (traceparent flag 02); they are taken for random");
    }
    return ofId(parent.getTraceId());
  }

  private static long ofId(String traceId) {
    return Hexadecimal.parse(traceId, TraceId.getLength() - DIGITS, TraceId.getLength());
  }
}
