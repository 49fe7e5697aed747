package dev.weft.instrumentation.jettyutil;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.ContextTask;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code QueuedThreadPool}. */
public final class JettyThreadPoolModule implements InstrumentationModule {

  @Override
  public String name() {
    return "jetty-util-9.4";
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("jetty-util");
  }

  @Override
  public void define(ModuleDefinition module) {
    module.advise(
        named("org.eclipse.jetty.util.thread.QueuedThreadPool"),
        method("execute").parameters("java.lang.Runnable"),
        Execute.class);
  }

  static final class Execute {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable task) {
      // Jetty's own tasks serve a connection, with whichever request comes next on it.
      return task == null ? null : ContextTask.ofApplication(task, "org.eclipse.jetty.");
    }
  }
}
