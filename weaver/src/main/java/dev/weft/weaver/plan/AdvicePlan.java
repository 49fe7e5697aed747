package dev.weft.weaver.plan;

import org.jspecify.annotations.Nullable;

/** An advice class, compiled: what woven methods call on entry and on exit. */
public final class AdvicePlan {
  private final String adviceClass;
  private final @Nullable AdviceCall enter;
  private final @Nullable AdviceCall exit;
  private final boolean exitOnThrowable;

  /**
   * @param adviceClass the binary name, {@code dev.weft.instrumentation.jdbc.JdbcModule$Execute}
   * @param exitOnThrowable whether the exit call is made when the method throws, too; always false
   *     for constructors
   */
  public AdvicePlan(
      String adviceClass,
      @Nullable AdviceCall enter,
      @Nullable AdviceCall exit,
      boolean exitOnThrowable) {
    this.adviceClass = adviceClass;
    this.enter = enter;
    this.exit = exit;
    this.exitOnThrowable = exitOnThrowable;
  }

  public String adviceClass() {
    return adviceClass;
  }

  public @Nullable AdviceCall enter() {
    return enter;
  }

  public @Nullable AdviceCall exit() {
    return exit;
  }

  public boolean exitOnThrowable() {
    return exitOnThrowable;
  }

  /** The call of this handle, or null. */
  public @Nullable AdviceCall call(int handle) {
    if (enter != null && enter.handle() == handle) {
      return enter;
    }
    return exit != null && exit.handle() == handle ? exit : null;
  }
}
