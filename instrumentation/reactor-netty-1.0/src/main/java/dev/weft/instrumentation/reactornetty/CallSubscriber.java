package dev.weft.instrumentation.reactornetty;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.netty.Connection;

/**
 * Stands between a client and what has subscribed to it: names the call to the client's chain, and
 * hears of cancellation, also while there is no connection that could.
 */
final class CallSubscriber implements CoreSubscriber<Connection>, Subscription {
  private final CoreSubscriber<? super Connection> actual;
  private final Call call;
  private final reactor.util.context.Context chain;

  /** Set before anything can be requested or cancelled. */
  @SuppressWarnings("NullAway.Init")
  private Subscription upstream;

  CallSubscriber(CoreSubscriber<? super Connection> actual, Call call) {
    this.actual = actual;
    this.call = call;
    this.chain = actual.currentContext().put(Call.KEY, call);
  }

  @Override
  public reactor.util.context.Context currentContext() {
    return chain;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    upstream = subscription;
    actual.onSubscribe(this);
  }

  @Override
  public void onNext(Connection connection) {
    actual.onNext(connection);
  }

  @Override
  public void onError(Throwable failure) {
    actual.onError(failure);
  }

  @Override
  public void onComplete() {
    actual.onComplete();
  }

  @Override
  public void request(long elements) {
    upstream.request(elements);
  }

  @Override
  public void cancel() {
    call.cancel();
    upstream.cancel();
  }
}
