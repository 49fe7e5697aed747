package dev.weft.tracing.http;

import dev.weft.tracing.LocalSpan;
import io.opentelemetry.api.trace.Span;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The response header by which a service tells its caller that it exports its part of a trace that
 * was not sampled: {@code weft-rescued}, with the trace's id.
 *
 * <p>A header of its own, because {@code server-timing} is read by scripts in browsers, and often
 * written by the application. The id binds it to the trace: the answer of a cache, which somebody
 * else's request has brought about, means nothing. It is only sent to callers that have sent a
 * trace context, and tells them nothing they do not know.
 */
final class RescueHeader {
  private static final String NAME = "weft-rescued";

  /** How many values are read: a service and a proxy before it may both have their say. */
  private static final int MOST_VALUES = 4;

  private RescueHeader() {}

  /**
   * Adds the header, if it is to be sent and still can be.
   *
   * @param failed whether the operation has failed, though its span may not say so yet
   * @param route the request's route as far as the span does not hold it yet
   */
  static <Q, R> void write(
      Span span,
      HttpServerGetter<Q, R> getter,
      Q request,
      R response,
      boolean failed,
      @Nullable String route) {
    if (!(span instanceof LocalSpan) || !((LocalSpan) span).passesRescuesOn()) {
      return;
    }
    if (getter.takesResponseHeaders(request, response)
        && ((LocalSpan) span).announcesRescue(failed, route)) {
      getter.addResponseHeader(request, response, NAME, span.getSpanContext().getTraceId());
    }
  }

  /** Looks for the header, if it means anything to the span. */
  static <Q, R> void read(Span span, HttpClientGetter<Q, R> getter, Q request, R response) {
    if (!(span instanceof LocalSpan) || !((LocalSpan) span).passesRescuesOn()) {
      return;
    }
    Iterator<String> values = getter.responseHeaders(request, response, NAME);
    for (int i = 0; values != null && values.hasNext() && i < MOST_VALUES; i++) {
      ((LocalSpan) span).rescuedDownstream(values.next());
    }
  }
}
