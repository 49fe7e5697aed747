package dev.weft.tracing.http;

import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_METHOD;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_METHOD_ORIGINAL;
import static io.opentelemetry.semconv.HttpAttributes.HttpRequestMethodValues.OTHER;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.TracingSettings;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request's method (conventions, note on {@code http.request.method}, and
 * "Name"): known ones stand for themselves, case and all; the others are {@code _OTHER}, and {@code
 * HTTP} in names, because anybody can invent a method.
 */
final class HttpMethodName {

  private HttpMethodName() {}

  /** The method as it appears in span names. */
  static String inNames(@Nullable String method, TracingSettings settings) {
    return method != null && settings.isKnownMethod(method) ? method : "HTTP";
  }

  static void write(@Nullable String method, TracingSettings settings, AttributeWriter attributes) {
    if (method != null && settings.isKnownMethod(method)) {
      attributes.put(HTTP_REQUEST_METHOD, method);
    } else {
      attributes.put(HTTP_REQUEST_METHOD, OTHER);
      attributes.put(HTTP_REQUEST_METHOD_ORIGINAL, method);
    }
  }
}
