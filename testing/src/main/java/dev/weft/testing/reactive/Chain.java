package dev.weft.testing.reactive;

/** A chain of operators, as an application would write it. */
@FunctionalInterface
public interface Chain {
  /**
   * Assembles the chain, with a look by the probe in each of its functions.
   *
   * @return subscribes, as often as it is run; the chain calls {@link Probe#finished} once for each
   */
  Runnable assemble(Probe probe);
}
