package dev.weft.instrumentation.logback;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.log.LogFields;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The MDC that an event of Logback takes with it. */
public final class LogbackModule implements InstrumentationModule {

  @Override
  public String name() {
    return "logback-1.0";
  }

  @Override
  public List<String> aliases() {
    return Arrays.asList("logback", "logback-mdc");
  }

  @Override
  public void define(ModuleDefinition module) {
    // An event asks the thread's MDC once, on the thread that logs, and only if a layout or an
    // asynchronous appender wants to know; it keeps the answer.
    module.advise(
        named("ch.qos.logback.classic.spi.LoggingEvent"),
        method("getMDCPropertyMap").parameters(new String[0]),
        EventAsks.class);
    module.advise(
        named("ch.qos.logback.classic.util.LogbackMDCAdapter"),
        method("getPropertyMap").parameters(new String[0]),
        MdcAnswers.class);
  }

  static final class EventAsks {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable SpanContext enter() {
      SpanContext span = LogFields.current();
      if (span != null) {
        EventFields.expect(span);
      }
      return span;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable SpanContext span) {
      if (span != null) {
        EventFields.expect(null);
      }
    }
  }

  /** Others ask, too, the application among them: they get what the application has put in. */
  static final class MdcAnswers {
    @Advice.OnMethodExit(inline = false)
    @Advice.AssignReturned.ToReturned
    static @Nullable Map<String, String> exit(@Advice.Return @Nullable Map<String, String> mdc) {
      SpanContext span = EventFields.expected();
      return span == null ? mdc : EventFields.with(span, mdc);
    }
  }
}
