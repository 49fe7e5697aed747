package dev.weft.weaver.compile;

/** A module that the plan cannot express. The message names class and method. */
public final class PlanCompileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PlanCompileException(String message) {
    super(message);
  }

  PlanCompileException(String message, Throwable cause) {
    super(message, cause);
  }
}
