package dev.weft.instrumentation.httpurlconnection;

import dev.weft.tracing.http.HttpClientOperation;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Copies and extends {@code sun.net.www.MessageHeader}, which cannot be compiled against.
 *
 * <p>A copy, because the application reads the original by {@code getRequestProperty}, and because
 * a redirect sends the original again where it needs other trace headers.
 */
final class MessageHeaders {
  private static final MethodHandle NEW;
  private static final MethodHandle ADD;
  private static final MethodHandle FIND_VALUE;
  private static final MethodHandle GET_KEY;
  private static final MethodHandle GET_VALUE;

  static {
    try {
      // The package is exported to this class's module when the instrumentation is first matched.
      Class<?> type = Class.forName("sun.net.www.MessageHeader", false, null);
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      NEW = erased(lookup.findConstructor(type, MethodType.methodType(void.class)));
      ADD = erased(find(lookup, type, "add", void.class, String.class, String.class));
      FIND_VALUE = erased(find(lookup, type, "findValue", String.class, String.class));
      GET_KEY = erased(find(lookup, type, "getKey", String.class, int.class));
      GET_VALUE = erased(find(lookup, type, "getValue", String.class, int.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private MessageHeaders() {}

  private static MethodHandle find(
      MethodHandles.Lookup lookup, Class<?> type, String name, Class<?> returns, Class<?>... takes)
      throws ReflectiveOperationException {
    return lookup.findVirtual(type, name, MethodType.methodType(returns, takes));
  }

  private static MethodHandle erased(MethodHandle handle) {
    MethodType type = handle.type();
    MethodType erased =
        type.parameterCount() == 0 ? type : type.changeParameterType(0, Object.class);
    Class<?> returns = type.returnType();
    return handle.asType(
        returns == void.class || returns == String.class
            ? erased
            : erased.changeReturnType(Object.class));
  }

  /** A copy with trace headers, or null if the application sends a trace context of its own. */
  static @Nullable Object withTrace(Object headers, HttpClientOperation<?, ?> operation) {
    if (value(headers, "traceparent") != null) {
      return null;
    }
    Object copy = copy(headers);
    operation.inject(copy, Setter.INSTANCE);
    return copy;
  }

  private static Object copy(Object headers) {
    try {
      Object copy = (Object) NEW.invokeExact();
      for (int i = 0; ; i++) {
        String key = (String) GET_KEY.invokeExact(headers, i);
        String value = (String) GET_VALUE.invokeExact(headers, i);
        if (key == null && value == null) {
          return copy;
        }
        ADD.invokeExact(copy, key, value);
      }
    } catch (Throwable t) {
      throw new IllegalStateException("MessageHeader", t);
    }
  }

  private static @Nullable String value(Object headers, String name) {
    try {
      return (String) FIND_VALUE.invokeExact(headers, name);
    } catch (Throwable t) {
      throw new IllegalStateException("MessageHeader", t);
    }
  }

  private static void add(Object headers, String name, String value) {
    try {
      ADD.invokeExact(headers, name, value);
    } catch (Throwable t) {
      throw new IllegalStateException("MessageHeader", t);
    }
  }

  /** Adds headers that the application has not set itself. */
  private enum Setter implements TextMapSetter<Object> {
    INSTANCE;

    @Override
    public void set(@Nullable Object headers, String name, String value) {
      if (headers != null && value(headers, name) == null) {
        add(headers, name, value);
      }
    }
  }
}
