package dev.weft.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** The difference between a developer's machine and CI: what a test needs and does not find. */
public final class Ci {
  private Ci() {}

  /** Whether the environment says {@code CI=true}. */
  public static boolean isOn() {
    return "true".equals(System.getenv("CI"));
  }

  /** Skips the test with this reason; in CI fails it. */
  public static <T> T missing(String reason) {
    return isOn() ? fail(reason) : abort(reason);
  }
}
