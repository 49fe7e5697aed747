package dev.weft.weaver.plan;

/** A plan that cannot be read: cut short, of another version, or not a plan at all. */
public final class PlanFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PlanFormatException(String message) {
    super(message);
  }
}
