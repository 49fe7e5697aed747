package dev.weft.bootstrap;

/** Where the bootstrap says what it must: one line each on standard error. */
final class StandardError {
  private StandardError() {}

  /** Prints one line. Never throws. */
  @SuppressWarnings("SystemOut") // there is no logger yet
  static void line(String text) {
    try {
      System.err.println("weft: " + text);
    } catch (Throwable ignored) {
      // Nobody is left to tell, and the application must start.
    }
  }

  /** What went wrong, on one line. Never throws. */
  static String describe(Throwable failure) {
    try {
      return String.valueOf(failure).replace('\n', ' ').replace('\r', ' ');
    } catch (Throwable broken) {
      return failure.getClass().getName();
    }
  }
}
