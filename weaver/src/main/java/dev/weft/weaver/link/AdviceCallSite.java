package dev.weft.weaver.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import org.jspecify.annotations.Nullable;

/**
 * A linked call in woven code.
 *
 * <p>It is set once and folded by the JIT like a constant, but unlike a {@code ConstantCallSite} it
 * can be taken out of service at run time without a check on every call.
 */
final class AdviceCallSite extends MutableCallSite {
  private final @Nullable ClassLoader caller;
  private final int handle;

  /** A site that does nothing yet. */
  AdviceCallSite(MethodType type, @Nullable ClassLoader caller, int handle) {
    super(nothing(type));
    this.caller = caller;
    this.handle = handle;
  }

  /** The loader of the class that the site stands in. */
  @Nullable ClassLoader caller() {
    return caller;
  }

  int handle() {
    return handle;
  }

  /** From now on the call does nothing and answers null. */
  void switchOff() {
    setTarget(nothing(type()));
  }

  private static MethodHandle nothing(MethodType type) {
    MethodHandle nothing = MethodHandles.constant(Object.class, null);
    return MethodHandles.dropArguments(nothing, 0, type.parameterList());
  }
}
