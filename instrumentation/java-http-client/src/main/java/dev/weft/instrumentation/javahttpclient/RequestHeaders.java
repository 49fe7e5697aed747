package dev.weft.instrumentation.javahttpclient;

import dev.weft.tracing.http.HttpClientOperation;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Writes trace headers among those that the client adds on its own account, such as its user agent:
 * {@code HttpRequest.headers()} does not show them, and a redirect does not repeat them.
 */
final class RequestHeaders {
  private static final MethodHandle SET_SYSTEM_HEADER;

  static {
    try {
      Class<?> type =
          Class.forName(
              "jdk.internal.net.http.HttpRequestImpl", false, HttpRequest.class.getClassLoader());
      SET_SYSTEM_HEADER =
          MethodHandles.lookup()
              .findVirtual(
                  type,
                  "setSystemHeader",
                  MethodType.methodType(void.class, String.class, String.class))
              .asType(
                  MethodType.methodType(void.class, HttpRequest.class, String.class, String.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private RequestHeaders() {}

  /** Adds trace headers unless the application sends a trace context of its own. */
  static void inject(HttpClientOperation<?, ?> operation, HttpRequest request) {
    if (!has(request, "traceparent")) {
      operation.inject(request, Setter.INSTANCE);
    }
  }

  private static boolean has(HttpRequest request, String name) {
    return request.headers().firstValue(name).isPresent();
  }

  private enum Setter implements TextMapSetter<HttpRequest> {
    INSTANCE;

    @Override
    public void set(@Nullable HttpRequest request, String name, String value) {
      if (request == null || has(request, name)) {
        return;
      }
      try {
        SET_SYSTEM_HEADER.invokeExact(request, name, value);
      } catch (Throwable t) {
        throw new IllegalStateException("setSystemHeader", t);
      }
    }
  }
}
