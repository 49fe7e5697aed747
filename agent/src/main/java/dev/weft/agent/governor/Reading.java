package dev.weft.agent.governor;

/** The state of the JVM and the machine at one time, in shares from 0 to 1. Immutable. */
public final class Reading {
  /** Stands for what cannot be read. */
  public static final double UNKNOWN = Double.NaN;

  /** Nothing known. */
  static final Reading NONE = new Reading(UNKNOWN, UNKNOWN, UNKNOWN);

  private final double heap;
  private final double cpu;
  private final double own;

  /**
   * A reading; each value may be {@link #UNKNOWN}.
   *
   * @param heap of the largest heap, what was in use after the last collection
   * @param cpu of the machine's CPUs, what was busy, with whatever
   * @param own of the machine's CPUs, what was busy for the agent
   */
  public Reading(double heap, double cpu, double own) {
    this.heap = heap;
    this.cpu = cpu;
    this.own = own;
  }

  /** Of the largest heap, what was in use after the last collection. */
  public double heap() {
    return heap;
  }

  /** Of the machine's CPUs, what was busy, with whatever. */
  public double cpu() {
    return cpu;
  }

  /** Of the machine's CPUs, what was busy for the agent. */
  public double own() {
    return own;
  }
}
