package dev.weft.tracing.http;

import static io.opentelemetry.semconv.HttpAttributes.HTTP_ROUTE;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.CapturedHeaders;
import dev.weft.tracing.Operation;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * A request that is being served.
 *
 * @param <Q> the request
 * @param <R> the response
 */
public final class HttpServerOperation<Q, R> extends Operation {
  private static final ContextKey<HttpServerOperation<?, ?>> KEY =
      ContextKey.named("weft-http-server");
  private static final int FIRST_ERROR = 500;

  private final HttpServerGetter<Q, R> getter;
  private final String methodName;

  // Contexts may be kept long after the request; the request must not be kept by them.
  private @Nullable Q request;
  private volatile @Nullable Route route;
  private volatile @Nullable Throwable handled;

  HttpServerOperation(
      Tracing tracing,
      Span span,
      Context parent,
      HttpServerGetter<Q, R> getter,
      Q request,
      String methodName) {
    super(tracing, span, parent, KEY);
    this.getter = getter;
    this.request = request;
    this.methodName = methodName;
  }

  static @Nullable HttpServerOperation<?, ?> fromContext(Context context) {
    return context.get(KEY);
  }

  HttpServerOperation<Q, R> begin(Context current) {
    attach(current);
    return this;
  }

  /**
   * Takes the route unless one of the same or a better source is known. Routes of one request come
   * one after the other; should two threads race, either is a route of it.
   */
  void updateRoute(String pattern, RouteSource source) {
    Route last = route;
    if (span().isRecording() && (last == null || source.compareTo(last.source) > 0)) {
      route = new Route(pattern, source);
    }
  }

  /** Takes the route, or takes it back, unless one of a better source is known. */
  void replaceRoute(@Nullable String pattern, RouteSource source) {
    Route last = route;
    if (span().isRecording() && (last == null || source.compareTo(last.source) >= 0)) {
      route = pattern == null ? null : new Route(pattern, source);
    }
  }

  /**
   * Ends the operation and detaches it if this is the thread that started it.
   *
   * @param response null if none was made
   * @param thrown what left the server's code, or null
   */
  public void end(@Nullable R response, @Nullable Throwable thrown) {
    try {
      if (claimEnd()) {
        finish(response, thrown);
      }
    } finally {
      detach();
    }
  }

  private void finish(@Nullable R response, @Nullable Throwable thrown) {
    Q ended = request;
    request = null;
    try {
      if (ended != null && span().isRecording()) {
        writeOutcome(ended, response, thrown);
      }
    } finally {
      handled = null;
      span().end();
    }
  }

  /**
   * Says that the status and the headers are about to be sent. Only needed where that is before the
   * operation's end: it is the last chance to tell the caller something.
   *
   * @param context usually the current one
   * @param request the object with which the operation was started; without that one in the context
   *     nothing happens
   */
  @SuppressWarnings({"unchecked", "ReferenceEquality"}) // the same object, so the same types
  public static <Q, R> void responding(Context context, Q request, R response, int status) {
    HttpServerOperation<?, ?> operation = fromContext(context);
    if (operation != null && operation.request == request && !operation.isEnded()) {
      ((HttpServerOperation<Q, R>) operation)
          .announceRescue(request, response, status >= FIRST_ERROR);
    }
  }

  /**
   * Says what a framework is going to turn into a response, so that the server below never hears of
   * it. It is recorded if that response is a server's error.
   *
   * @param context usually the current one
   * @param thrown what left the application's code; the first of a request counts
   */
  public static void handling(Context context, Throwable thrown) {
    HttpServerOperation<?, ?> operation = fromContext(context);
    if (operation != null && operation.handled == null && !operation.isEnded()) {
      operation.handled = thrown;
    }
  }

  private void announceRescue(Q served, R response, boolean failed) {
    Route last = route;
    String pattern = last == null ? null : last.pattern;
    RescueHeader.write(span(), getter, served, response, failed, pattern);
  }

  private void writeOutcome(Q ended, @Nullable R response, @Nullable Throwable thrown) {
    TracingSettings settings = tracing().settings();
    AttributeWriter attributes = AttributeWriter.to(span(), settings);
    Route last = route;
    if (last != null) {
      attributes.put(HTTP_ROUTE, last.pattern);
      span().updateName(RoutedName.of(methodName, last.pattern));
    }
    int code = response == null ? 0 : getter.status(ended, response);
    Throwable cause = thrown == null && code >= FIRST_ERROR ? handled : thrown;
    HttpStatus.write(span(), attributes, code, FIRST_ERROR, cause, settings.attributeValueLimit());
    CapturedHeaders headers = settings.serverResponseHeaders();
    for (int i = 0; response != null && i < headers.size(); i++) {
      headers.write(i, getter.responseHeaders(ended, response, headers.name(i)), attributes);
    }
    if (response != null) {
      announceRescue(ended, response, false);
    }
  }

  private static final class Route {
    final String pattern;
    final RouteSource source;

    Route(String pattern, RouteSource source) {
      this.pattern = pattern;
      this.source = source;
    }
  }
}
