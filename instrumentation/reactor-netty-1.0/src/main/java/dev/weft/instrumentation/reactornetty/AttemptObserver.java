package dev.weft.instrumentation.reactornetty;

import dev.weft.tracing.EnteredContext;
import io.opentelemetry.context.Context;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.HttpInfos;
import reactor.netty.http.client.HttpClientState;

/**
 * Follows the connection of an attempt, and lets the client's and the application's observers run
 * in the caller's context.
 */
final class AttemptObserver implements ConnectionObserver {
  /** A redirect: the client throws it at itself when the response is complete. */
  private static final String REDIRECT = "reactor.netty.http.client.RedirectClientException";

  private final ConnectionObserver observer;
  private final Attempt attempt;
  private final Context caller;

  AttemptObserver(ConnectionObserver observer, Attempt attempt, Context caller) {
    this.observer = observer;
    this.attempt = attempt;
    this.caller = caller;
  }

  @Override
  public reactor.util.context.Context currentContext() {
    return observer.currentContext();
  }

  @Override
  public void onStateChange(Connection connection, State state) {
    attempt.servedBy(connection);
    if (isEnd(connection, state)) {
      attempt.end(null);
    }
    Context previous = EnteredContext.enter(caller);
    try {
      observer.onStateChange(connection, state);
    } finally {
      EnteredContext.leave(previous);
    }
  }

  /** After these states no more is heard of the response; a websocket's is its handshake. */
  private static boolean isEnd(Connection connection, State state) {
    return state == State.DISCONNECTING
        || state == State.RELEASED
        || state == HttpClientState.RESPONSE_RECEIVED
            && connection instanceof HttpInfos
            && ((HttpInfos) connection).isWebsocket();
  }

  @Override
  public void onUncaughtException(Connection connection, Throwable error) {
    attempt.servedBy(connection);
    attempt.end(error.getClass().getName().equals(REDIRECT) ? null : error);
    Context previous = EnteredContext.enter(caller);
    try {
      observer.onUncaughtException(connection, error);
    } finally {
      EnteredContext.leave(previous);
    }
  }
}
