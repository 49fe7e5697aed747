package dev.weft.instrumentation.reactor;

import java.lang.reflect.Method;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The scheduler for what blocks: {@code elastic} on the floor, since 3.3 {@code boundedElastic},
 * which runs on virtual threads where the JVM and a system property say so.
 */
final class ElasticScheduler {
  private ElasticScheduler() {}

  static Scheduler create() {
    try {
      return (Scheduler) method().invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Method method() throws NoSuchMethodException {
    try {
      return Schedulers.class.getMethod("boundedElastic");
    } catch (NoSuchMethodException before33) {
      return Schedulers.class.getMethod("elastic");
    }
  }
}
