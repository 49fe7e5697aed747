package dev.weft.sampler;

import dev.weft.tracing.TraceStateChange;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;

/**
 * The rejection threshold T of consistent probability sampling: a span of randomness R is kept if R
 * ≥ T, both of 56 bits (OpenTelemetry specification, "TraceState: Probability Sampling").
 *
 * <p>As a change of {@code tracestate} it publishes itself as {@code th}. Immutable.
 */
final class Threshold implements TraceStateChange {

  /** How many values R can have. */
  static final long RANGE = 1L << 56;

  /** Keeps everything; the probability is 1. */
  static final Threshold ALL = new Threshold(0);

  private static final int DIGITS = 14;
  private static final int BITS_PER_DIGIT = 4;

  /** Of hexadecimal digits, after leading ones that are all f or all 0, as recommended. */
  private static final int PRECISION = 4;

  private final long value;
  private final String text;
  private final TraceState ofRoot;

  /** The threshold of a value that is as {@link #round} makes it, less than {@link #RANGE}. */
  Threshold(long value) {
    this.value = value;
    this.text = text(value);
    this.ofRoot = ThresholdMember.set(TraceState.getDefault(), text);
  }

  /**
   * The threshold for a probability.
   *
   * @param probability more than 0, where nothing would be kept, and at most 1
   */
  static Threshold of(double probability) {
    return probability == 1 ? ALL : new Threshold(lowered(0, probability));
  }

  /**
   * The value of the threshold that keeps a fraction of what another keeps.
   *
   * @param fraction more than 0; from 1 on all of it is kept
   */
  static long lowered(long value, double fraction) {
    if (fraction >= 1) {
      return value;
    }
    long kept = (long) ((RANGE - value) * fraction + 0.5);
    return round(RANGE - Math.max(kept, 1));
  }

  /** Reads {@code th}, or answers -1 if it is none. */
  static long parse(String th) {
    if (th.isEmpty() || th.length() > DIGITS) {
      return -1;
    }
    long value = Hexadecimal.parse(th, 0, th.length());
    return value < 0 ? -1 : value << BITS_PER_DIGIT * (DIGITS - th.length());
  }

  /**
   * Rounds to as many digits as are published: what decides is what is published, or the adjusted
   * counts would be wrong.
   */
  static long round(long value) {
    int published =
        Math.min(DIGITS, Math.max(leading(value), leading(RANGE - 1 - value)) + PRECISION);
    int cut = BITS_PER_DIGIT * (DIGITS - published);
    return cut == 0 ? value : value + (1L << cut - 1) >>> cut << cut;
  }

  /** How many digits are 0 before the first other one. */
  private static int leading(long value) {
    return (Long.numberOfLeadingZeros(value) - (Long.SIZE - BITS_PER_DIGIT * DIGITS))
        / BITS_PER_DIGIT;
  }

  private static String text(long value) {
    if (value == 0) {
      return "0";
    }
    int end = DIGITS - Long.numberOfTrailingZeros(value) / BITS_PER_DIGIT;
    return Long.toHexString(RANGE | value).substring(1, 1 + end);
  }

  long value() {
    return value;
  }

  double probability() {
    return (double) (RANGE - value) / RANGE;
  }

  /** As published: 1 to 14 digits without trailing zeros. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public TraceState below(SpanContext parent) {
    TraceState state = parent.getTraceState();
    return state.isEmpty() ? ofRoot : ThresholdMember.set(state, text);
  }
}
