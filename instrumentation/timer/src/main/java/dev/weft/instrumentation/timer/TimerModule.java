package dev.weft.instrumentation.timer;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import java.util.TimerTask;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code java.util.Timer}. */
public final class TimerModule implements InstrumentationModule {

  @Override
  public String name() {
    return "timer";
  }

  @Override
  public void define(ModuleDefinition module) {
    module.advise(named("java.util.Timer"), method("sched"), Schedule.class);
    module.advise(named("java.util.TimerTask"), method("cancel"), Cancel.class);
    // The thread asks its queue for the next task, and takes it out right before it runs it, but
    // for tasks that repeat. The task's run would have to be looked for in every class.
    TypeMatch queue = named("java.util.TaskQueue");
    module.advise(queue, method("isEmpty"), Rest.class);
    module.advise(queue, method("getMin"), Next.class);
    module.advise(queue, method("removeMin"), Take.class);
  }

  static final class Schedule {
    @Advice.OnMethodEnter(inline = false)
    static boolean enter(
        @Advice.Argument(0) @Nullable TimerTask task, @Advice.Argument(2) long period) {
      // What runs for ever does not belong to the request that happened to start it.
      return task != null && period == 0 && TimerTasks.schedules(task);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Argument(0) @Nullable TimerTask task,
        @Advice.Enter @Nullable Boolean given,
        @Advice.Thrown @Nullable Throwable refusal) {
      if (refusal != null && task != null && Boolean.TRUE.equals(given)) {
        TimerTasks.withdrawn(task);
      }
    }
  }

  static final class Cancel {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This TimerTask task) {
      TimerTasks.withdrawn(task);
    }
  }

  static final class Rest {
    @Advice.OnMethodEnter(inline = false)
    static void enter() {
      TimerTasks.over();
    }
  }

  static final class Next {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.Return @Nullable TimerTask task) {
      TimerTasks.next(task);
    }
  }

  static final class Take {
    @Advice.OnMethodExit(inline = false)
    static void exit() {
      TimerTasks.starts();
    }
  }
}
