package dev.weft.instrumentation.completablefuture;

import static dev.weft.weaver.module.MethodMatch.constructor;
import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.EnteredContext;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import io.opentelemetry.context.Context;
import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import java.util.function.BiConsumer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code CompletableFuture}: its dependent stages, and what it runs asynchronously. */
public final class CompletableFutureModule implements InstrumentationModule {
  private static final String FUTURE = "java.util.concurrent.CompletableFuture$";

  private static final String HTTP_CLIENT = "jdk.internal.net.http.HttpClientImpl";

  @Override
  public String name() {
    return "completable-future";
  }

  @Override
  public void define(ModuleDefinition module) {
    // The stages that call a function of the application's, without those that pass a result on.
    TypeMatch stage =
        named(
            FUTURE + "UniApply",
            FUTURE + "UniAccept",
            FUTURE + "UniRun",
            FUTURE + "UniHandle",
            FUTURE + "UniExceptionally",
            FUTURE + "UniComposeExceptionally", // since 12
            FUTURE + "UniCompose",
            FUTURE + "BiApply",
            FUTURE + "BiAccept",
            FUTURE + "BiRun",
            FUTURE + "OrApply",
            FUTURE + "OrAccept",
            FUTURE + "OrRun");
    module.advise(stage, constructor(), Attach.class);
    module.advise(stage, method("tryFire").parameters("int"), Fire.class);
    TypeMatch listener = named(FUTURE + "UniWhenComplete");
    module.advise(listener, constructor(), AttachListener.class);
    module.advise(listener, method("tryFire").parameters("int"), Fire.class);
    module.advise(named(FUTURE + "UniCompletion"), method("claim"), Claim.class);

    // The last, since 9, is what a delayed executor gives a timer.
    TypeMatch task = named(FUTURE + "AsyncRun", FUTURE + "AsyncSupply", FUTURE + "TaskSubmitter");
    module.advise(task, constructor(), Attach.class);
    module.advise(task, method("run"), Run.class);
    // Before Java 25, where the common pool has one thread only, on one or two processors, this is
    // what a delayed executor, for one, gives an application's own task to.
    module.advise(named(FUTURE + "ThreadPerTaskExecutor"), method("execute"), NewThread.class);
  }

  static final class Attach {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This Object stage) {
      Stages.attached(stage);
    }
  }

  /**
   * The JDK's HTTP client ends each request in a stage that does nothing, on one or two processors
   * in a thread of its own. A context there would be the only thing that this thread allocates, and
   * the rest of its allocation buffer lost.
   */
  static final class AttachListener {
    @Advice.OnMethodExit(inline = false)
    static void exit(
        @Advice.This Object stage, @Advice.Argument(3) @Nullable BiConsumer<?, ?> function) {
      if (function == null || !function.getClass().getName().startsWith(HTTP_CLIENT)) {
        Stages.attached(stage);
      }
    }
  }

  static final class Fire {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(@Advice.This Object stage, @Advice.Argument(0) int mode) {
      return mode > 0 ? Stages.runs(stage) : Stages.fires(stage);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context previous) {
      EnteredContext.leave(previous);
    }
  }

  static final class Claim {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This Object stage, @Advice.Return boolean claimed) {
      if (claimed) {
        Stages.claimed(stage);
      }
    }
  }

  /** Wrapped where nobody can see it: in a thread that the executor makes, with no other task. */
  static final class NewThread {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable task) {
      Context current = Context.current();
      return task == null || task instanceof AsynchronousCompletionTask || current == Context.root()
          ? null
          : current.wrap(task);
    }
  }

  static final class Run {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(@Advice.This Object task) {
      return Stages.runs(task);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context previous) {
      EnteredContext.leave(previous);
    }
  }
}
