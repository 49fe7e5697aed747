package dev.weft.weaver.weave;

import dev.weft.weaver.plan.AdviceCall;
import dev.weft.weaver.plan.AdvicePlan;
import dev.weft.weaver.plan.Assignment;
import dev.weft.weaver.plan.Binding;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands in for the linker: every woven call comes here, and is answered as a test wants. */
final class Recorder implements Function<Object[], Object> {
  static final int ENTER = 1;
  static final int EXIT = 2;

  /** What the calls passed, {@code [handle, value, …]}. */
  final List<List<Object>> calls = new ArrayList<>();

  Function<List<Object>, @Nullable Object> answer = call -> null;

  @Override
  public Object apply(Object[] link) {
    MethodType type = (MethodType) link[2];
    int handle = (Integer) link[3];
    return new ConstantCallSite(target(handle, type.parameterCount()));
  }

  /** The target of a class file without invokedynamic. */
  Function<Object[], Object> oldSite(int handle) {
    return arguments -> record(handle, arguments);
  }

  private MethodHandle target(int handle, int arity) {
    try {
      MethodHandle record =
          MethodHandles.lookup()
              .findVirtual(
                  Recorder.class,
                  "record",
                  MethodType.methodType(Object.class, int.class, Object[].class));
      return MethodHandles.insertArguments(record.bindTo(this), 0, handle)
          .asCollector(Object[].class, arity);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Nullable Object record(int handle, Object[] arguments) {
    List<Object> call = new ArrayList<>();
    call.add(handle);
    call.addAll(Arrays.asList(arguments));
    calls.add(call);
    return answer.apply(call);
  }

  static AdvicePlan advice(List<Binding> enter, List<Binding> exit) {
    return new AdvicePlan("unused", enter(enter), exit(exit), /* exitOnThrowable= */ true);
  }

  static AdviceCall enter(List<Binding> bindings, Assignment... assignments) {
    return new AdviceCall(ENTER, "weft$enter", bindings, List.of(assignments));
  }

  static AdviceCall exit(List<Binding> bindings, Assignment... assignments) {
    return new AdviceCall(EXIT, "weft$exit", bindings, List.of(assignments));
  }
}
