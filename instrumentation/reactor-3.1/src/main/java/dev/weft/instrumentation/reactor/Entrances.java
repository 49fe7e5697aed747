package dev.weft.instrumentation.reactor;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells, by class, where a chain is entered. Everything else happens inside of a chain: operators
 * are signalled, requested and cancelled by their neighbours, in the context in which those run.
 */
final class Entrances {
  private static final String REACTOR = "reactor.core.publisher.";

  /**
   * Reactor's publishers that signal on another thread than the subscriber's or the requester's, or
   * to several subscribers at once.
   */
  private static final Set<String> SOURCES =
      new HashSet<>(
          Arrays.asList(
              // Called by whoever has the sink, the stage, or the processor.
              "FluxCreate",
              "MonoCreate",
              "MonoCompletionStage",
              "DelegateProcessor",
              "DirectProcessor",
              "EmitterProcessor",
              "MonoProcessor",
              "NextProcessor",
              "ReplayProcessor",
              "TopicProcessor",
              "UnicastProcessor",
              "WorkQueueProcessor",
              "SinkEmptyMulticast",
              "SinkManyBestEffort",
              "SinkManyEmitterProcessor",
              "SinkManyReplayProcessor",
              "SinkManyUnicast",
              "SinkManyUnicastNoBackpressure",
              "SinkOneMulticast",
              // Shared by several subscribers.
              "FluxPublish",
              "FluxReplay",
              "MonoCacheTime",
              "MonoCacheInvalidateIf",
              "MonoCacheInvalidateWhen",
              // Handed out to the application, which may subscribe them anywhere.
              "FluxGroupBy$UnicastGroupedFlux",
              "FluxWindowPredicate$WindowFlux",
              "FluxWindowTimeout$InnerWindow",
              // A scheduler's threads signal.
              "FluxInterval",
              "MonoDelay",
              "FluxSubscribeOnCallable",
              "FluxSubscribeOnValue",
              "MonoSubscribeOnCallable",
              "MonoSubscribeOnValue",
              "FluxWindowTimeOrSize",
              "FluxWindowTimeout",
              // Other libraries' publishers.
              "FluxSource",
              "FluxSourceFuseable",
              "MonoFromPublisher",
              "MonoIgnorePublisher",
              "MonoSource",
              "MonoSourceFuseable"));

  private static final ClassValue<Boolean> IS_SOURCE =
      new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> publisher) {
          String name = publisher.getName();
          return !name.startsWith(REACTOR) || SOURCES.contains(name.substring(REACTOR.length()));
        }
      };

  private static final ClassValue<Boolean> IS_END =
      new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> subscriber) {
          String name = subscriber.getName();
          if (!name.startsWith(REACTOR)) {
            return !Boundary.class.isAssignableFrom(subscriber);
          }
          // Nested classes are operators' parts. One that blocks does all it does in its caller's
          // context, in which it subscribes, too.
          return name.indexOf('$') < 0 && !name.startsWith("Blocking", REACTOR.length());
        }
      };

  private Entrances() {}

  /** Whether signals of a publisher come from outside of the chain. */
  static boolean isSource(Class<?> publisher) {
    return IS_SOURCE.get(publisher);
  }

  /** Whether a subscriber requests and cancels from outside of the chain. */
  static boolean isEnd(Class<?> subscriber) {
    return IS_END.get(subscriber);
  }
}
