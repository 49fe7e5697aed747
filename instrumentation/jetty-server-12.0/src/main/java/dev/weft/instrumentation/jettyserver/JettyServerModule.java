package dev.weft.instrumentation.jettyserver;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.ContextTask;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/** Jetty since 12.0, whose handlers know no servlets. */
public final class JettyServerModule implements InstrumentationModule {

  @Override
  public String name() {
    return "jetty-server-12.0";
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("jetty-server");
  }

  @Override
  public void define(ModuleDefinition module) {
    // Not before 12.0.
    module.requires("org.eclipse.jetty.server.HttpStream");
    // Every request of every protocol, customized already.
    module.advise(
        named("org.eclipse.jetty.server.Server"),
        method("handle")
            .parameters(
                "org.eclipse.jetty.server.Request",
                "org.eclipse.jetty.server.Response",
                "org.eclipse.jetty.util.Callback"),
        Handling.class);
    module.advise(
        named("org.eclipse.jetty.server.internal.HttpChannelState$ChannelRequest"),
        method("demand").parameters("java.lang.Runnable"),
        Demand.class);
  }

  static final class Handling {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(2))
    static @Nullable HandledCallback enter(
        @Advice.Argument(0) Request request,
        @Advice.Argument(1) Response response,
        @Advice.Argument(2) Callback callback) {
      return TracedStream.begin(request, response, callback);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable HandledCallback callback,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (callback != null) {
        callback.returned(thrown);
      }
    }
  }

  /** What is called when more of the request's body has come, by the connection's thread. */
  static final class Demand {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    @SuppressWarnings("ReferenceEquality") // there is one root
    static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable task) {
      return task == null || Context.current() == Context.root()
          ? null
          : Invocable.from(Invocable.getInvocationType(task), ContextTask.inCurrentContext(task));
    }
  }
}
