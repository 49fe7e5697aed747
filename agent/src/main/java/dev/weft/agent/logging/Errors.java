package dev.weft.agent.logging;

/** Throwables in one line. */
final class Errors {

  private Errors() {}

  /** Type and message; never throws, though an application's {@code getMessage} may. */
  static String describe(Throwable error) {
    String type = error.getClass().getName();
    try {
      String message = error.getMessage();
      return message == null ? type : type + ": " + message;
    } catch (Throwable broken) {
      return type;
    }
  }
}
