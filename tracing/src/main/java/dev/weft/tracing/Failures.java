package dev.weft.tracing;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.ExceptionAttributes.EXCEPTION_MESSAGE;
import static io.opentelemetry.semconv.ExceptionAttributes.EXCEPTION_STACKTRACE;
import static io.opentelemetry.semconv.ExceptionAttributes.EXCEPTION_TYPE;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Records failures on spans after {@code docs/general/recording-errors.md} and {@code
 * docs/exceptions/exceptions-spans.md} of the conventions.
 *
 * <p>Exceptions are the application's: their methods may throw, be slow, or say anything at all.
 */
public final class Failures {
  /** No chain of wrappers is this long unless it is a ring. */
  private static final int MAX_WRAPPERS = 16;

  /** A stack trace that is cut below this says little, and is not worth printing. */
  private static final int SHORTEST_STACK_TRACE = 1024;

  private Failures() {}

  /** Sets status Error and {@code error.type}. */
  public static void markFailed(Span span, String errorType) {
    span.setAttribute(ERROR_TYPE, errorType);
    span.setStatus(StatusCode.ERROR);
  }

  /**
   * Adds the exception event.
   *
   * @param valueLimit how many characters of message and stack trace are kept; below 1,024 there is
   *     no stack trace
   */
  public static void addEvent(Span span, Throwable thrown, int valueLimit) {
    Throwable cause = unwrap(thrown);
    AttributesBuilder event = Attributes.builder();
    event.put(EXCEPTION_TYPE, cause.getClass().getName());
    String message = message(cause);
    if (message != null) {
      event.put(EXCEPTION_MESSAGE, message.substring(0, Math.min(message.length(), valueLimit)));
    }
    String stackTrace = valueLimit < SHORTEST_STACK_TRACE ? null : stackTrace(cause, valueLimit);
    if (stackTrace != null) {
      event.put(EXCEPTION_STACKTRACE, stackTrace);
    }
    span.addEvent("exception", event.build());
  }

  /** The class name for {@code error.type}: what went wrong, not what it was wrapped in. */
  public static String typeOf(Throwable thrown) {
    return unwrap(thrown).getClass().getName();
  }

  /** What the JDK's carriers of other threads' and reflective calls' failures carry. */
  private static Throwable unwrap(Throwable thrown) {
    Throwable inner = thrown;
    for (int i = 0; i < MAX_WRAPPERS && isWrapper(inner.getClass()); i++) {
      Throwable cause = inner.getCause();
      if (cause == null) {
        break;
      }
      inner = cause;
    }
    return inner;
  }

  // Exact classes: an application's subclass is a failure with a name of its own.
  private static boolean isWrapper(Class<?> type) {
    return type == CompletionException.class
        || type == ExecutionException.class
        || type == InvocationTargetException.class
        || type == UndeclaredThrowableException.class;
  }

  private static @Nullable String message(Throwable thrown) {
    try {
      return thrown.getMessage();
    } catch (Throwable broken) {
      // The application's own method failed; the event goes without a message.
      return null;
    }
  }

  private static @Nullable String stackTrace(Throwable thrown, int valueLimit) {
    BoundedWriter text = new BoundedWriter(valueLimit);
    try {
      PrintWriter writer = new PrintWriter(text);
      thrown.printStackTrace(writer);
      writer.flush();
    } catch (Throwable broken) {
      // The application's own method failed; what was printed before is still true.
      return text.isEmpty() ? null : text.toString();
    }
    return text.toString();
  }
}
