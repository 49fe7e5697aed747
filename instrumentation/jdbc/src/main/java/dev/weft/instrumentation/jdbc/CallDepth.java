package dev.weft.instrumentation.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * The calls on a thread that make connections and statements, one inside the other.
 *
 * <p>A pool's {@code prepareStatement} calls the driver's, and what the driver's left here tells
 * the pool's what database it is, so that no pool has to be asked.
 */
final class CallDepth {
  private static final ThreadLocal<CallDepth> CURRENT = ThreadLocal.withInitial(CallDepth::new);

  private int depth;
  private int quietDepth;
  private @Nullable PreparedCall inner;

  private CallDepth() {}

  static CallDepth enter() {
    CallDepth current = CURRENT.get();
    current.depth++;
    current.inner = null;
    return current;
  }

  /** Whether the calling thread is inside of something that makes no spans. */
  static boolean isThreadQuiet() {
    return CURRENT.get().isQuiet();
  }

  boolean isQuiet() {
    return quietDepth > 0;
  }

  /** Lets no span begin until the call that has just been entered is left. */
  CallDepth quieten() {
    if (quietDepth == 0) {
      quietDepth = depth;
    }
    return this;
  }

  /** What the last call inside of this one has left, or null. */
  @Nullable PreparedCall inner() {
    return inner;
  }

  /**
   * Leaves a call.
   *
   * @param made what is known of the connection or statement it has made
   */
  void exit(@Nullable PreparedCall made) {
    if (quietDepth == depth) {
      quietDepth = 0;
    }
    depth--;
    inner = depth == 0 ? null : made;
  }
}
