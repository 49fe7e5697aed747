package dev.weft.instrumentation.javahttpclient;

import dev.weft.tracing.RequestHeaderSetter;
import dev.weft.tracing.WeakMap;
import dev.weft.tracing.http.HttpClientOperation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Writes trace headers among those that the client adds on its own account, such as its user agent:
 * {@code HttpRequest.headers()} does not show them, and a redirect does not repeat them.
 */
final class RequestHeaders {
  private static final MethodHandle SET_SYSTEM_HEADER;

  /**
   * By request, the application's headers without those that ours replace. A request with such
   * headers is rare: the client itself prefers the application's to its own.
   */
  private static final WeakMap<HttpRequest, HttpHeaders> KEPT = new WeakMap<>();

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

  /** Adds trace headers, in place of those that the application has set. */
  static void inject(HttpClientOperation<?, ?> operation, HttpRequest request) {
    operation.inject(request, Setter.INSTANCE);
  }

  /** The application's headers that are sent with a request, or null if all are. */
  static @Nullable HttpHeaders kept(HttpRequest request) {
    return KEPT.get(request);
  }

  private static final class Setter extends RequestHeaderSetter<HttpRequest> {
    static final Setter INSTANCE = new Setter();

    @Override
    protected void remove(HttpRequest request, String name) {
      HttpHeaders known = KEPT.get(request);
      HttpHeaders headers = known == null ? request.headers() : known;
      if (!headers.allValues(name).isEmpty()) {
        KEPT.put(
            request,
            HttpHeaders.of(headers.map(), (other, value) -> !other.equalsIgnoreCase(name)));
      }
    }

    @Override
    protected void add(HttpRequest request, String name, String value) {
      try {
        SET_SYSTEM_HEADER.invokeExact(request, name, value);
      } catch (Throwable t) {
        throw new IllegalStateException("setSystemHeader", t);
      }
    }
  }
}
