package dev.weft.benchmarks.overhead;

/** Something is missing or wrong that the user can mend; the message says how. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  Refusal(String message) {
    super(message);
  }
}
