package dev.weft.exporter.otlp;

import dev.weft.exporter.Throttle;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log that spans get lost, and that they arrive again: one line a minute at most, never
 * a stack trace, because a collector that is away is an everyday matter. One for all that send to
 * the same place, on whatever threads.
 */
final class DeliveryLog {

  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Endpoint endpoint;
  private final Clock clock;
  private final Throttle losses = new Throttle(INTERVAL_NANOS);
  private final Throttle warnings = new Throttle(INTERVAL_NANOS);
  private long lost;
  private boolean said;

  DeliveryLog(Endpoint endpoint, Clock clock) {
    this.endpoint = endpoint;
    this.clock = clock;
  }

  synchronized void lost(int spans, String why) {
    lost += spans;
    if (losses.admits(clock.nanoTime())) {
      said = true;
      logger().warn("spans do not reach {}: {}; {} lost since they last did", endpoint, why, lost);
    }
  }

  synchronized void delivered() {
    if (said) {
      logger().warn("spans reach {} again; {} were lost meanwhile", endpoint, lost);
    }
    said = false;
    lost = 0;
  }

  synchronized void partlyRejected(int spans, String why) {
    if (warnings.admits(clock.nanoTime())) {
      logger()
          .warn("{} rejected {} spans of a batch: {}", endpoint, spans, HeaderRules.printable(why));
    }
  }

  /** Looked up only now: a collector that is there costs no logging. */
  private static Logger logger() {
    return LoggerFactory.getLogger(OtlpSender.class);
  }
}
