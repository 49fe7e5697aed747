package dev.weft.instrumentation.apachehttpclient5;

import com.blogspot.mydailyjava.weaklockfree.WeakConcurrentMap;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.http.HttpClientOperation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.jspecify.annotations.Nullable;

/**
 * One call of the application on an asynchronous client: an operation per request that is sent, so
 * one more for each retry, redirect and answered challenge.
 *
 * <p>The client works on one attempt on one thread at a time, and hands over safely.
 */
final class AsyncCall {
  /** By the {@code AsyncExecRuntime} that the client makes for each call. */
  private static final WeakConcurrentMap<Object, AsyncCall> CALLS =
      new WeakConcurrentMap.WithInlinedExpunction<>();

  private final Context caller;
  private @Nullable HttpClientOperation<RoutedRequest, HttpResponse> operation;
  private int begun;

  private AsyncCall(Context caller) {
    this.caller = caller;
  }

  /** The call that has this runtime; its first attempt is on the thread of the application. */
  static @Nullable AsyncCall of(Object runtime) {
    AsyncCall known = find(runtime);
    if (known != null || Tracing.current() == null) {
      return known;
    }
    AsyncCall call = new AsyncCall(Context.current());
    CALLS.put(runtime, call);
    return call;
  }

  static @Nullable AsyncCall find(Object runtime) {
    return CALLS.getIfPresent(runtime);
  }

  /** Begins an attempt; answers what is to be called about its outcome, or null for no change. */
  @Nullable AsyncExecCallback begin(RoutedRequest request, AsyncExecCallback callback) {
    HttpClientOperation<RoutedRequest, HttpResponse> next;
    try (Scope unused = caller.makeCurrent()) {
      next = Call.TRACING.start(request);
      if (next != null) {
        // This thread goes on to do other things.
        next.detach();
      }
    }
    if (next != null && begun > 0) {
      next.resent(begun);
    }
    begun++;
    operation = next;
    return next == null ? null : new TracedCallback(callback, next, caller);
  }

  /** A handler that adds trace headers to the request that it produces; null for no change. */
  @Nullable AsyncClientExchangeHandler carrying(AsyncClientExchangeHandler handler) {
    return operation == null ? null : new CarryingHandler(handler, operation);
  }
}
