package dev.weft.instrumentation.jbossthreads;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.ContextCall;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code EnhancedQueueExecutor}, the worker pool of XNIO and so of Undertow. */
public final class JBossThreadsModule implements InstrumentationModule {

  @Override
  public String name() {
    return "jboss-threads-2.3";
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("jboss-threads");
  }

  @Override
  public void define(ModuleDefinition module) {
    TypeMatch pool = named("org.jboss.threads.EnhancedQueueExecutor");
    module.advise(pool, method("execute").parameters("java.lang.Runnable"), Execute.class);
    // In later versions. Tasks that are repeated belong to nobody, as everywhere.
    module.advise(
        pool,
        method("schedule")
            .parameters("java.lang.Runnable", "long", "java.util.concurrent.TimeUnit"),
        Execute.class);
    module.advise(
        pool,
        method("schedule")
            .parameters("java.util.concurrent.Callable", "long", "java.util.concurrent.TimeUnit"),
        ScheduleCall.class);
    module.advise(pool, method("shutdownNow"), ShutdownNow.class);
  }

  static final class Execute {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable task) {
      return task == null ? null : PoolTask.of(task);
    }
  }

  static final class ScheduleCall {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable Callable<?> enter(@Advice.Argument(0) @Nullable Callable<?> task) {
      return task == null ? null : ContextCall.ofApplication(task, "org.jboss.threads.");
    }
  }

  static final class ShutdownNow {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.Return List<Runnable> tasks) {
      PoolTask.restore(tasks);
    }
  }
}
