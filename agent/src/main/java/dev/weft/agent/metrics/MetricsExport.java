package dev.weft.agent.metrics;

import dev.weft.agent.status.Self;
import dev.weft.exporter.Throttle;
import dev.weft.exporter.otlp.OtlpMetricSender;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/** Sends the agent's own metrics from time to time, and at the end. */
public final class MetricsExport implements Runnable {
  private static final long LOG_INTERVAL_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PulledReader reader = new PulledReader();
  private final OtlpMetricSender sender;
  private final long intervalNanos;
  private final Throttle failures = new Throttle(LOG_INTERVAL_NANOS);

  /**
   * An export that has not begun.
   *
   * @param exporterType of the exporter of spans, in the conventions' words
   */
  public MetricsExport(
      Self self,
      Resource resource,
      OtlpMetricSender sender,
      long intervalMillis,
      String exporterType) {
    this.sender = sender;
    this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(Math.max(intervalMillis, 1));
    SdkMeterProvider meters =
        SdkMeterProvider.builder().setResource(resource).registerMetricReader(reader).build();
    new SelfMetrics(self, meters.get("dev.weft.agent"), exporterType).register();
  }

  /** Never returns; for a daemon. */
  @Override
  public void run() {
    while (true) {
      long due = System.nanoTime() + intervalNanos;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        // Whoever interrupted this thread did not mean us, and park() would return at once.
        Thread.interrupted();
        LockSupport.parkNanos(this, left);
      }
      export();
    }
  }

  /** Sends the last state, within a second or what is left of the time for the end. */
  public void end(long leftNanos) {
    sender.limit(System.nanoTime() + Math.min(leftNanos, LAST_NANOS));
    export();
    sender.close();
  }

  private synchronized void export() {
    try {
      String why = sender.send(reader.collect());
      if (why != null) {
        tell(why);
      }
    } catch (Throwable t) {
      tell(t.toString());
    }
  }

  private void tell(String why) {
    if (failures.admits(System.nanoTime())) {
      LoggerFactory.getLogger(MetricsExport.class).warn("metrics are not sent: {}", why);
    }
  }
}
