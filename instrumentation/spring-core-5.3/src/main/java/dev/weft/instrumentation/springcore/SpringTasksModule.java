package dev.weft.instrumentation.springcore;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.ContextTask;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code SimpleAsyncTaskExecutor}, which runs {@code @Async} methods where no pool is set up. */
public final class SpringTasksModule implements InstrumentationModule {

  @Override
  public String name() {
    return "spring-core-5.3";
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("spring-core");
  }

  @Override
  public void define(ModuleDefinition module) {
    // All ways to submit end here. The task, which Spring may have wrapped itself by now, is what
    // the new thread will run.
    module.advise(
        named("org.springframework.core.task.SimpleAsyncTaskExecutor"),
        method("doExecute").parameters("java.lang.Runnable"),
        DoExecute.class);
  }

  static final class DoExecute {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable task) {
      return task == null ? null : ContextTask.inCurrentContext(task);
    }
  }
}
