package dev.weft.instrumentation.linked;

import java.util.concurrent.Callable;

/** Advice as the build step leaves it, for the linker's tests. */
public final class LinkedAdvice {
  /** Runs while this class is being linked. */
  static {
    Runnable hook = (Runnable) System.getProperties().get("weft.test.hook");
    if (hook != null) {
      hook.run();
    }
  }

  private LinkedAdvice() {}

  public static Object weft$enter(Object value) {
    return "advised " + value;
  }

  public static Object weft$exit(Object value) throws Exception {
    return ((Callable<?>) value).call();
  }
}
