package dev.weft.instrumentation.reactor;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;

/** Puts boundaries around subscribers. */
final class Boundaries {
  private Boundaries() {}

  /** A boundary around a subscriber that is the end of its chain; null if it is none. */
  static @Nullable CoreSubscriber<?> atEnd(CoreSubscriber<?> subscriber) {
    return Entrances.isEnd(subscriber.getClass()) ? around(subscriber) : null;
  }

  /** A boundary between a publisher and its subscriber; null if the chain needs none there. */
  static @Nullable CoreSubscriber<?> below(Object publisher, CoreSubscriber<?> subscriber) {
    return Entrances.isSource(publisher.getClass()) || Entrances.isEnd(subscriber.getClass())
        ? around(subscriber)
        : null;
  }

  private static @Nullable CoreSubscriber<?> around(CoreSubscriber<?> actual) {
    Context context = Context.current();
    if (actual instanceof Boundary && ((Boundary<?>) actual).context == context) {
      // The chain is an end and a source, with nothing between.
      return null;
    }
    return actual instanceof Fuseable.ConditionalSubscriber
        ? new ConditionalBoundary<>((Fuseable.ConditionalSubscriber<?>) actual, context)
        : new Boundary<>(actual, context);
  }
}
