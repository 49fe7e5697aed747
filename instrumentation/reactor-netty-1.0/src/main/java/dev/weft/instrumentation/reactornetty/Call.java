package dev.weft.instrumentation.reactornetty;

import dev.weft.tracing.EnteredContext;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.http.HttpClientOperation;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.client.HttpClientResponse;

/**
 * One subscription to a client: an operation per request that is sent for it, so one more for each
 * retry and redirect. The Reactor Context leads to it.
 *
 * <p>The client works on one attempt on one thread at a time; any thread may cancel.
 */
final class Call {
  /** The key under which the Reactor Context has the call. */
  static final String KEY = "weft.call";

  private final Context caller;

  private volatile @Nullable Attempt attempt;
  private volatile boolean cancelled;
  private int begun;

  private Call(Context caller) {
    this.caller = caller;
  }

  /** A subscriber in the place of the application's; null for no change. */
  static @Nullable CoreSubscriber<?> subscriber(CoreSubscriber<? super Connection> actual) {
    return Tracing.current() == null
        ? null
        : new CallSubscriber(actual, new Call(Context.current()));
  }

  /** The call that a part of the client belongs to. */
  static @Nullable Call of(reactor.util.context.Context chain) {
    return chain.getOrDefault(KEY, null);
  }

  /** The attempt that a connection serves now. */
  static @Nullable Attempt attemptOf(ChannelOperations<?, ?> exchange) {
    if (!(exchange instanceof HttpClientResponse)) {
      return null;
    }
    Call call = of(exchange.currentContext());
    Attempt current = call == null ? null : call.attempt;
    return current != null && current.isServedBy(exchange) ? current : null;
  }

  /** Begins an attempt; answers what is to observe its connection, or null for no change. */
  @Nullable ConnectionObserver begin(Supplier<?> target, ConnectionObserver observer) {
    if (cancelled) {
      return null;
    }
    Attempt next = new Attempt(RequestTarget.parse(target.toString()));
    HttpClientOperation<Attempt, HttpClientResponse> operation = start(next);
    if (operation == null) {
      return null;
    }
    if (begun > 0) {
      operation.resent(begun);
    }
    begun++;
    next.begin(operation);
    attempt = next;
    return new AttemptObserver(observer, next, caller);
  }

  private @Nullable HttpClientOperation<Attempt, HttpClientResponse> start(Attempt next) {
    Context previous = EnteredContext.enter(caller);
    try {
      HttpClientOperation<Attempt, HttpClientResponse> operation =
          AttemptGetter.TRACING.start(next);
      if (operation != null) {
        // This thread goes on to do other things.
        operation.detach();
      }
      return operation;
    } finally {
      EnteredContext.leave(previous);
    }
  }

  /** There is no connection to be had. */
  void fail(Throwable failure) {
    end(failure);
  }

  /** The application does not want a response, or no more of it. */
  void cancel() {
    cancelled = true;
    end(null);
  }

  private void end(@Nullable Throwable failure) {
    Attempt current = attempt;
    if (current != null) {
      current.end(failure);
    }
  }
}
