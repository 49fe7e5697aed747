package dev.weft.instrumentation.kotlincoroutines;

import static dev.weft.weaver.module.MethodMatch.constructor;
import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import java.util.Collections;
import java.util.List;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Coroutines of {@code kotlinx.coroutines}. */
public final class CoroutinesModule implements InstrumentationModule {
  private static final String CONTEXT = "kotlin.coroutines.CoroutineContext";

  @Override
  public String name() {
    return "kotlin-coroutines-1.0";
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("kotlinx-coroutines");
  }

  @Override
  public void define(ModuleDefinition module) {
    // All builders (launch, async, runBlocking, produce, future ...) get the new coroutine's
    // context here.
    module.advise(
        named("kotlinx.coroutines.CoroutineContextKt"),
        method("newCoroutineContext").parameters("kotlinx.coroutines.CoroutineScope", CONTEXT),
        NewCoroutine.class);
    module.advise(
        named("kotlinx.coroutines.BuildersKt"),
        method("withContext")
            .parameters(
                CONTEXT, "kotlin.jvm.functions.Function2", "kotlin.coroutines.Continuation"),
        ChangeOfContext.class);

    // Where a coroutine is about to suspend. From then on another thread may resume it, before
    // this one is through with it.
    module.advise(
        named(
            "kotlinx.coroutines.CancellableContinuationImpl", "kotlin.coroutines.SafeContinuation"),
        constructor(),
        Suspend.class);
    // Takes a continuation of before once more, in later versions. And yield, which needs none.
    module.advise(
        named("kotlinx.coroutines.CancellableContinuationKt"),
        method("getOrCreateCancellableContinuation"),
        Suspend.class);
    module.advise(named("kotlinx.coroutines.YieldKt"), method("yield"), Suspend.class);
    // The end of a scope's own code, after which it waits for its children.
    module.advise(
        named("kotlinx.coroutines.JobSupport"),
        method("makeCompletingOnce$kotlinx_coroutines_core"),
        Completing.class);
  }

  static final class NewCoroutine {
    @Advice.OnMethodExit(inline = false)
    @Advice.AssignReturned.ToReturned
    static CoroutineContext exit(@Advice.Return CoroutineContext context) {
      return CurrentContext.captureIn(context);
    }
  }

  static final class ChangeOfContext {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static CoroutineContext enter(
        @Advice.Argument(0) CoroutineContext context,
        @Advice.Argument(2) Continuation<?> continuation) {
      return CurrentContext.changing(continuation.getContext(), context);
    }
  }

  static final class Suspend {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(0) @Nullable Continuation<?> continuation) {
      if (continuation != null) {
        CurrentContext.suspends(continuation.getContext());
      }
    }
  }

  static final class Completing {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Object job) {
      if (job instanceof Continuation) {
        CurrentContext.suspends(((Continuation<?>) job).getContext());
      }
    }
  }
}
