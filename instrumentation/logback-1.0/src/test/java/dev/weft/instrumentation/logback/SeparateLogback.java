package dev.weft.instrumentation.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.lang.reflect.Field;
import java.util.Arrays;
import org.slf4j.MDC;
import org.slf4j.spi.MDCAdapter;

/**
 * A Logback beside the kit's own logging. SLF4J would not find it: the floor is bound to SLF4J 1 in
 * a way that SLF4J 2 does not look for.
 */
final class SeparateLogback {
  private SeparateLogback() {}

  static LoggerContext start() {
    LoggerContext logback = new LoggerContext();
    MDCAdapter mdc = new LogbackMDCAdapter();
    try {
      for (Field field : MDC.class.getDeclaredFields()) {
        if (field.getType() == MDCAdapter.class) {
          field.setAccessible(true);
          field.set(null, mdc);
        }
      }
      boolean ownMdc =
          Arrays.stream(LoggerContext.class.getMethods())
              .anyMatch(method -> method.getName().equals("setMDCAdapter"));
      if (ownMdc) {
        LoggerContext.class.getMethod("setMDCAdapter", MDCAdapter.class).invoke(logback, mdc);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return logback;
  }
}
