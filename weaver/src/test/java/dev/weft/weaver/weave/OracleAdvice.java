package dev.weft.weaver.weave;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** The advice of the differential tests, for Byte Buddy to weave. */
public final class OracleAdvice {
  private OracleAdvice() {}

  /** For methods. */
  public static final class OfMethod {
    private OfMethod() {}

    @Advice.OnMethodEnter(inline = false)
    public static Object enter(
        @Advice.Origin Class<?> type,
        @Advice.Origin("#m") String method,
        @Advice.This(optional = true) Object instance,
        @Advice.AllArguments Object[] arguments) {
      return CallTrace.enter(type, method, instance, arguments);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static void exit(
        @Advice.Origin Class<?> type,
        @Advice.Origin("#m") String method,
        @Advice.AllArguments Object[] arguments,
        @Advice.Enter Object entered,
        @Advice.Return(typing = Typing.DYNAMIC) Object returned,
        @Advice.Thrown Throwable thrown) {
      CallTrace.exit(type, method, arguments, entered, thrown == null ? returned : null, thrown);
    }
  }

  /** For constructors, which show no instance on entry, and no failure. */
  public static final class OfConstructor {
    private OfConstructor() {}

    @Advice.OnMethodEnter(inline = false)
    public static Object enter(
        @Advice.Origin Class<?> type, @Advice.AllArguments Object[] arguments) {
      return CallTrace.enter(type, "<init>", null, arguments);
    }

    @Advice.OnMethodExit(inline = false)
    public static void exit(
        @Advice.Origin Class<?> type,
        @Advice.AllArguments Object[] arguments,
        @Advice.Enter Object entered) {
      CallTrace.exit(type, "<init>", arguments, entered, null, null);
    }
  }
}
