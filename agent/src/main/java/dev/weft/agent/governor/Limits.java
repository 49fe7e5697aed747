package dev.weft.agent.governor;

import org.jspecify.annotations.Nullable;

/** What counts as pressure. A limit of 1 or more is none. Immutable. */
public final class Limits {
  /** Pressure has passed when readings are below this part of their limits. */
  private static final double CALM = 0.9;

  private final double heap;
  private final double cpu;
  private final double own;

  /** Limits of what a {@link Reading} holds. */
  public Limits(double heap, double cpu, double own) {
    this.heap = heap;
    this.cpu = cpu;
    this.own = own;
  }

  /** Which limit the reading passes, in words; null if none. */
  @Nullable String passed(Reading reading) {
    if (isPassed(reading.heap(), heap)) {
      return line("heap after collection", reading.heap(), heap);
    }
    if (isPassed(reading.own(), own)) {
      return line("the agent's share of the CPUs", reading.own(), own);
    }
    return isPassed(reading.cpu(), cpu)
        ? line("busy CPUs of the machine", reading.cpu(), cpu)
        : null;
  }

  /** Whether all that is limited and known is well below its limit. */
  boolean isCalm(Reading reading) {
    return !isPassed(reading.heap(), calm(heap))
        && !isPassed(reading.own(), calm(own))
        && !isPassed(reading.cpu(), calm(cpu));
  }

  private static double calm(double limit) {
    return limit < 1 ? limit * CALM : limit;
  }

  /** NaN, the unknown, passes nothing. */
  private static boolean isPassed(double value, double limit) {
    return limit < 1 && value >= limit;
  }

  private static String line(String what, double value, double limit) {
    return what + " " + percent(value) + ", limit " + percent(limit);
  }

  private static String percent(double share) {
    return Math.round(share * 1000) / 10.0 + " %";
  }
}
