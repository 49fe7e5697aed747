package dev.weft.instrumentation.springscheduling;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.EnteredContext;
import dev.weft.tracing.scheduling.JobOperation;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.ScheduledMethodRunnable;

/** Methods that Spring calls on schedule. */
public final class SpringSchedulingModule implements InstrumentationModule {
  @Override
  public String name() {
    return ScheduledRuns.MODULE;
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("spring-scheduling");
  }

  @Override
  public void define(ModuleDefinition module) {
    module.advise(
        named("org.springframework.scheduling.support.ScheduledMethodRunnable"),
        method("run").parameters(new String[0]),
        Run.class);
    // A task with a trigger is given to the executor anew for each run: as a task that runs once,
    // which goes in the context of whoever gives it.
    module.advise(
        named("org.springframework.scheduling.concurrent.ReschedulingRunnable"),
        method("schedule").parameters(new String[0]),
        Reschedule.class);
  }

  static final class Run {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable JobOperation enter(@Advice.This ScheduledMethodRunnable run) {
      return ScheduledRuns.start(run);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable JobOperation operation, @Advice.Thrown @Nullable Throwable thrown) {
      if (operation != null) {
        operation.end(thrown);
      }
    }
  }

  static final class Reschedule {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter() {
      return EnteredContext.enter(Context.root());
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context previous) {
      EnteredContext.leave(previous);
    }
  }
}
