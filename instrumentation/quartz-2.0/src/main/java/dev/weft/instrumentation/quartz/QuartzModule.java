package dev.weft.instrumentation.quartz;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;

/** Jobs that Quartz runs. */
public final class QuartzModule implements InstrumentationModule {
  @Override
  public String name() {
    return QuartzRuns.MODULE;
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("quartz");
  }

  @Override
  public void define(ModuleDefinition module) {
    // What stands right before and right after Job.execute, on its thread, however the job class
    // was made; the method in between has no name of its own.
    TypeMatch scheduler = named("org.quartz.core.QuartzScheduler");
    module.advise(scheduler, method("notifyJobListenersToBeExecuted"), Begin.class);
    module.advise(scheduler, method("notifyJobListenersWasExecuted"), End.class);
  }

  static final class Begin {
    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Argument(0) JobExecutionContext run, @Advice.Thrown @Nullable Throwable thrown) {
      // A listener that throws keeps the job from running.
      if (thrown == null) {
        QuartzRuns.start(run);
      }
    }
  }

  static final class End {
    @Advice.OnMethodEnter(inline = false)
    static void enter(
        @Advice.Argument(0) JobExecutionContext run,
        @Advice.Argument(1) @Nullable JobExecutionException failure) {
      QuartzRuns.end(run, failure);
    }
  }
}
