package dev.weft.agent.cli.status;

/** Says in a sentence for the user why there is no status. */
final class NoStatusException extends Exception {
  private static final long serialVersionUID = 1;

  NoStatusException(String message) {
    super(message);
  }
}
