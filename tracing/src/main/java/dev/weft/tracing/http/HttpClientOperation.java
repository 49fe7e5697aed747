package dev.weft.tracing.http;

import dev.weft.tracing.Operation;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/** A request that is being sent. */
public final class HttpClientOperation<Q, R> extends Operation {
  private static final ContextKey<HttpClientOperation<?, ?>> KEY =
      ContextKey.named("weft-http-client");

  private final HttpClientGetter<Q, R> getter;
  private final Q request;

  HttpClientOperation(Tracing tracing, Span span, HttpClientGetter<Q, R> getter, Q request) {
    super(tracing, span);
    this.getter = getter;
    this.request = request;
  }

  static @Nullable HttpClientOperation<?, ?> fromContext(Context context) {
    return context.get(KEY);
  }

  void begin(Context current) {
    attach(current.with(span()).with(KEY, this), current);
  }

  /**
   * Writes the headers that carry this operation's context to the next service.
   *
   * @param carrier what takes headers: the request, its builder, a map that is merged later
   */
  public <C> void inject(C carrier, TextMapSetter<C> setter) {
    tracing().propagator().inject(context(), carrier, setter);
  }

  /**
   * Ends the operation and detaches it if this is the thread that started it.
   *
   * @param response null if none came
   * @param thrown why none came or could be read, or null
   */
  public void end(@Nullable R response, @Nullable Throwable thrown) {
    if (claimEnd()) {
      span().end();
    }
    detach();
  }
}
