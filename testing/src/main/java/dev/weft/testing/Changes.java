package dev.weft.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The monitor of what is recorded: whoever records notifies it, tests wait on it. */
final class Changes {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Waits until the condition holds, or patience ends; answers whether it holds. */
  synchronized boolean await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return condition.getAsBoolean();
      }
    }
    return true;
  }
}
