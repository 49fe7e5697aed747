package dev.weft.instrumentation.log4j;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.log.LogFields;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;

/** The context data that an event of Log4j takes with it. */
public final class Log4jModule implements InstrumentationModule {
  private static final String INJECTOR =
      "org.apache.logging.log4j.core.impl.ThreadContextDataInjector$";

  @Override
  public String name() {
    return "log4j-2.7";
  }

  @Override
  public List<String> aliases() {
    return Arrays.asList("log4j", "log4j-context-data");
  }

  @Override
  public void define(ModuleDefinition module) {
    // One for each way in which Log4j keeps the thread's context. They fill each new event, on the
    // thread that logs; the application's calls of ThreadContext come by other methods.
    module.advise(
        named(
            INJECTOR + "ForDefaultThreadContextMap",
            INJECTOR + "ForGarbageFreeThreadContextMap",
            INJECTOR + "ForCopyOnWriteThreadContextMap"),
        method("injectContextData"),
        InjectContextData.class);
  }

  static final class InjectContextData {
    @Advice.OnMethodExit(inline = false)
    @Advice.AssignReturned.ToReturned
    static @Nullable StringMap exit(
        @Advice.Argument(1) @Nullable StringMap own, @Advice.Return @Nullable StringMap data) {
      SpanContext span = LogFields.current();
      return span == null || data == null ? data : EventFields.with(span, data, own);
    }
  }
}
