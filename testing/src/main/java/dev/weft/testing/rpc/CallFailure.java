package dev.weft.testing.rpc;

/** A call that has ended with another status than the one of success. */
public final class CallFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final String status;

  public CallFailure(String status, Throwable cause) {
    super(status, cause);
    this.status = status;
  }

  /** The status as the application sees it, {@code NOT_FOUND}. */
  public String status() {
    return status;
  }
}
