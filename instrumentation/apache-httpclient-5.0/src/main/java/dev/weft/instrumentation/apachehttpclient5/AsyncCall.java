package dev.weft.instrumentation.apachehttpclient5;

import dev.weft.tracing.Tracing;
import dev.weft.tracing.WeakMap;
import dev.weft.tracing.http.HttpClientOperation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.http.HttpRequest;
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
  /** By the {@code AsyncExecRuntime} that the client makes for each call, and by its future. */
  private static final WeakMap<Object, AsyncCall> CALLS = new WeakMap<>();

  final Context caller;
  private volatile @Nullable HttpClientOperation<RoutedRequest, HttpResponse> operation;
  private volatile boolean cancelled;
  private int begun;

  private AsyncCall(Context caller) {
    this.caller = caller;
  }

  /** The call that an attempt is part of; its first is on the thread of the application. */
  static @Nullable AsyncCall of(AsyncExecChain.Scope scope) {
    AsyncCall known = find(scope.execRuntime);
    if (known != null || Tracing.current() == null) {
      return known;
    }
    AsyncCall call = new AsyncCall(Context.current());
    CALLS.put(scope.execRuntime, call);
    CALLS.put(scope.cancellableDependency, call);
    return call;
  }

  static @Nullable AsyncCall find(Object runtimeOrFuture) {
    return CALLS.get(runtimeOrFuture);
  }

  /**
   * An attempt is over: the last one, if the application has been told of the outcome. A cancelled
   * call may see one more, which has to find it.
   */
  void over(AsyncExecChain.Scope scope) {
    Object future = scope.cancellableDependency;
    if (!cancelled && future instanceof Future && ((Future<?>) future).isDone()) {
      CALLS.remove(future);
      CALLS.remove(scope.execRuntime);
    }
  }

  /** Begins an attempt; answers what is to be called about its outcome, or null for no change. */
  @Nullable AsyncExecCallback begin(
      HttpRequest request, AsyncExecChain.Scope scope, AsyncExecCallback callback) {
    if (cancelled) {
      // The client may try once more before it notices, and then calls nobody back.
      return null;
    }
    HttpClientOperation<RoutedRequest, HttpResponse> next;
    try (Scope unused = caller.makeCurrent()) {
      next = ApacheGetter.TRACING.start(new RoutedRequest(scope.route.getTargetHost(), request));
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
    if (cancelled) {
      cancel();
    }
    return next == null ? null : new TracedCallback(callback, next, this, scope);
  }

  /** A handler that adds trace headers to the request that it produces; null for no change. */
  @Nullable AsyncClientExchangeHandler carrying(AsyncClientExchangeHandler handler) {
    HttpClientOperation<RoutedRequest, HttpResponse> current = operation;
    return current == null ? null : new CarryingHandler(handler, current);
  }

  /** The application does not want it any more. */
  void cancel() {
    cancelled = true;
    HttpClientOperation<RoutedRequest, HttpResponse> current = operation;
    if (current != null) {
      current.end(null, new CancellationException());
    }
  }
}
