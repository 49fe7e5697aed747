package dev.weft.benchmarks.overhead;

/** The floor of any Java agent. */
public final class EmptyAgent {
  private EmptyAgent() {}

  /** Does nothing. */
  public static void premain(String options) {}
}
