package dev.weft.instrumentation.rxjava;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells, by class, where a chain is entered. Everything else happens inside of a chain: operators
 * are signalled, requested and cancelled by their neighbours, in the context in which those run.
 */
final class Entrances {
  private static final String RXJAVA = "io.reactivex.rxjava3.";
  private static final String INTERNAL = RXJAVA + "internal.";
  private static final String OPERATORS = INTERNAL + "operators.";

  /**
   * RxJava's sources that signal on another thread than the subscriber's or the requester's, or to
   * several subscribers at once. Names without that of their kind, where each kind has one.
   */
  private static final Set<String> SOURCES =
      new HashSet<>(
          Arrays.asList(
              // Called by whoever has the emitter, the stage, or what it was made of.
              "Create",
              "FromCompletionStage",
              "FromPublisher",
              "FromUnsafeSource",
              "UnsafeCreate",
              // Shared by several subscribers.
              "Cache",
              "Publish",
              "Replay",
              // Handed out to the application, which may subscribe them anywhere.
              "GroupBy$GroupedUnicast",
              // A scheduler's threads signal, some periodically.
              "BufferTimed",
              "Interval",
              "IntervalRange",
              "SampleTimed",
              "Timer",
              "WindowTimed"));

  private static final String[] KINDS = {
    "Flowable", "Observable", "Single", "Maybe", "Completable"
  };

  private static final ClassValue<Boolean> IS_SOURCE =
      new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> source) {
          String name = source.getName();
          return !name.startsWith(INTERNAL) || SOURCES.contains(withoutKind(name));
        }
      };

  private static final ClassValue<Boolean> IS_END =
      new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> observer) {
          String name = observer.getName();
          String simple = name.substring(name.lastIndexOf('.') + 1);
          if (name.startsWith(OPERATORS)) {
            // The end of Maybe.subscribe is the only one there.
            return simple.equals("MaybeCallbackObserver");
          }
          // What blocks does all it does in its caller's context, in which it subscribes, too.
          return !Boundary.class.isAssignableFrom(observer)
              && !(name.startsWith(INTERNAL)
                  && (simple.startsWith("Blocking")
                      || simple.startsWith("InnerQueued")
                      || simple.startsWith("Resume")));
        }
      };

  private Entrances() {}

  /** Whether a boundary is needed between a source and its observer. */
  static boolean isBetween(Object source, Object observer) {
    return IS_SOURCE.get(source.getClass()) || IS_END.get(observer.getClass());
  }

  private static String withoutKind(String name) {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    for (String kind : KINDS) {
      if (simple.startsWith(kind)) {
        return simple.substring(kind.length());
      }
    }
    return simple;
  }
}
