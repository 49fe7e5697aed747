package dev.weft.instrumentation.httpurlconnection;

import dev.weft.tracing.RequestHeaderSetter;
import dev.weft.tracing.http.HttpClientOperation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Copies and extends {@code sun.net.www.MessageHeader}, which cannot be compiled against.
 *
 * <p>A copy, because the application reads the original by {@code getRequestProperty}, and because
 * a redirect sends the original again where it needs other trace headers.
 */
final class MessageHeaders {
  private static final MethodHandle NEW;
  private static final MethodHandle ADD;
  private static final MethodHandle REMOVE;
  private static final MethodHandle GET_KEY;
  private static final MethodHandle GET_VALUE;

  static {
    try {
      // The package is exported to this class's module when the instrumentation is first matched.
      Class<?> type = Class.forName("sun.net.www.MessageHeader", false, null);
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      NEW = erased(lookup.findConstructor(type, MethodType.methodType(void.class)));
      ADD = erased(find(lookup, type, "add", void.class, String.class, String.class));
      REMOVE = erased(find(lookup, type, "remove", void.class, String.class));
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

  /** A copy with trace headers, in place of those that the application has set. */
  static Object withTrace(Object headers, HttpClientOperation<?, ?> operation) {
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

  private static final class Setter extends RequestHeaderSetter<Object> {
    static final Setter INSTANCE = new Setter();

    @Override
    protected void remove(Object headers, String name) {
      try {
        REMOVE.invokeExact(headers, name);
      } catch (Throwable t) {
        throw new IllegalStateException("MessageHeader", t);
      }
    }

    @Override
    protected void add(Object headers, String name, String value) {
      try {
        ADD.invokeExact(headers, name, value);
      } catch (Throwable t) {
        throw new IllegalStateException("MessageHeader", t);
      }
    }
  }
}
