package dev.weft.instrumentation.guava;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.ContextTask;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code ListenableFuture}s and the executors that keep tasks in an order of their own. */
public final class GuavaModule implements InstrumentationModule {
  private static final String PACKAGE = "com.google.common.util.concurrent.";

  @Override
  public String name() {
    return "guava-10.0";
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("guava");
  }

  @Override
  public void define(ModuleDefinition module) {
    // Where every listener ends, callbacks and transformations included. Futures keep their
    // listeners in an ExecutionList up to 18; ListenableFutureTask and adapters do so to this day.
    module.advise(
        named(PACKAGE + "AbstractFuture"),
        method("addListener").parameters("java.lang.Runnable", "java.util.concurrent.Executor"),
        AddListener.class);
    module.advise(
        named(PACKAGE + "ExecutionList"),
        method("add").parameters("java.lang.Runnable", "java.util.concurrent.Executor"),
        AddListener.class);
    // Since 26. A task may be started by the thread that has just run the one before it.
    module.advise(
        named(PACKAGE + "ExecutionSequencer"), method("submit", "submitAsync"), AddListener.class);
    // One worker, submitted by whoever finds the queue empty, runs the tasks of all. The class is
    // called so since 23.
    module.advise(
        named(PACKAGE + "SequentialExecutor", PACKAGE + "SerializingExecutor"),
        method("execute").parameters("java.lang.Runnable"),
        Enqueue.class);
  }

  /** Of what will run, and the executor that will be given it. */
  static final class AddListener {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(1))
    static @Nullable Executor enter(@Advice.Argument(1) @Nullable Executor executor) {
      return executor == null ? null : ContextExecutor.of(executor);
    }
  }

  static final class Enqueue {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable task) {
      return task == null ? null : ContextTask.inCurrentContext(task);
    }
  }
}
