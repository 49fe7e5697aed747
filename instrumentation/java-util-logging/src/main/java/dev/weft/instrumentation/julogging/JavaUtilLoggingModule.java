package dev.weft.instrumentation.julogging;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.log.LogFields;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import io.opentelemetry.api.trace.SpanContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The message of a record, as formatters write it. */
public final class JavaUtilLoggingModule implements InstrumentationModule {

  @Override
  public String name() {
    return "java-util-logging";
  }

  /** It changes what the application writes, so somebody has to ask for it. */
  @Override
  public boolean enabledByDefault() {
    return false;
  }

  @Override
  public void define(ModuleDefinition module) {
    module.advise(
        named("java.util.logging.Formatter"), method("formatMessage"), FormatMessage.class);
  }

  static final class FormatMessage {
    @Advice.OnMethodExit(inline = false)
    @Advice.AssignReturned.ToReturned
    static @Nullable String exit(@Advice.Return @Nullable String message) {
      SpanContext span = LogFields.current();
      return span == null || message == null ? message : message + ' ' + LogFields.text(span);
    }
  }
}
