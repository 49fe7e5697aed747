package dev.weft.tracing.http;

import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.Failures;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * How a request's outcome shows (conventions, "Status"): a failure has status Error and an {@code
 * error.type}, the exception's class or else the status code; a success leaves the status unset.
 */
final class HttpStatus {

  private HttpStatus() {}

  /**
   * Writes the outcome.
   *
   * @param code the status code, or 0 if none was sent or received
   * @param firstError 500 for servers, to which 4xx is the client's mistake, 400 for clients
   */
  static void write(
      Span span,
      AttributeWriter attributes,
      int code,
      int firstError,
      @Nullable Throwable thrown,
      int valueLimit) {
    boolean known = code >= 100 && code <= 599;
    if (known) {
      attributes.put(HTTP_RESPONSE_STATUS_CODE, code);
    }
    boolean failedCode = known && code >= firstError;
    if (thrown != null) {
      Failures.addEvent(span, thrown, valueLimit);
      // The code tells more than the exception by which a framework made it.
      Failures.markFailed(span, failedCode ? Integer.toString(code) : Failures.typeOf(thrown));
    } else if (failedCode) {
      Failures.markFailed(span, Integer.toString(code));
    }
  }
}
