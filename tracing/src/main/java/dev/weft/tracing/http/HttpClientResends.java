package dev.weft.tracing.http;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts how often one request of the application is sent: redirects, retries, authentication
 * ({@code http.request.resend_count} of the conventions).
 *
 * <p>For libraries that send several times below one call: the instrumentation runs the call in
 * {@link #counted} and starts an operation for each sending.
 */
public final class HttpClientResends {
  private static final ContextKey<AtomicInteger> KEY = ContextKey.named("weft-http-resends");

  private HttpClientResends() {}

  /** A context in which every client operation after the first is a resend of it. */
  public static Context counted(Context context) {
    return context.with(KEY, new AtomicInteger());
  }

  /** How many operations have started in the context before this one. */
  static int next(Context context) {
    AtomicInteger sent = context.get(KEY);
    return sent == null ? 0 : sent.getAndIncrement();
  }
}
