package dev.weft.instrumentation.reactor;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/**
 * The context in which a chain's functions run: what the Reactor Context names, if it does,
 * otherwise what is current when the chain is subscribed.
 */
public final class ChainContext {
  /**
   * The key under which an instrumentation puts a {@link Context} into the Reactor Context: the
   * operators above run in it.
   */
  public static final String KEY = "weft.context";

  private ChainContext() {}

  /** The context of the chain that ends in this subscriber, which is being subscribed now. */
  static Context of(CoreSubscriber<?> subscriber) {
    Context named = named(subscriber);
    return named == null ? Context.current() : named;
  }

  /** The context that is put into the subscriber's Reactor Context; null if there is none. */
  static @Nullable Context named(CoreSubscriber<?> subscriber) {
    Object named = subscriber.currentContext().getOrDefault(KEY, null);
    return named instanceof Context ? (Context) named : null;
  }
}
