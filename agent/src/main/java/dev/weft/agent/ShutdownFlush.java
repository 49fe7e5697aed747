package dev.weft.agent;

import dev.weft.agent.metrics.MetricsExport;
import dev.weft.agent.status.SummaryLine;
import dev.weft.exporter.DropReason;
import dev.weft.exporter.SpanAccounting;
import dev.weft.exporter.SpanPipeline;
import dev.weft.sampler.rescue.Rescue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shutdown hook: sends what waits, within the time for it, and tells if spans were lost. */
final class ShutdownFlush implements Runnable {
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final StartGate gate;
  private final TracingStart start;

  ShutdownFlush(StartGate gate, TracingStart start) {
    this.gate = gate;
    this.start = start;
  }

  @Override
  public void run() {
    long began = System.nanoTime();
    // A program may be done before tracing is: its spans wait in the queue.
    gate.await(START_NANOS);
    SpanPipeline pipeline = start.pipeline();
    if (pipeline == null) {
      return;
    }
    pipeline.close(System.nanoTime() - began);
    MetricsExport metrics = start.metrics();
    long left = TimeUnit.MILLISECONDS.toNanos(start.shutdownMillis()) - (System.nanoTime() - began);
    if (metrics != null && left > 0) {
      metrics.end(left);
    }
    sum(pipeline);
    Rescue rescue = start.rescue();
    if (rescue != null && rescue.accounting().startedFragments() > 0) {
      LoggerFactory.getLogger("dev.weft.agent").debug("{}", rescue.accounting());
    }
  }

  /**
   * Lost spans are told of in any case. Otherwise a service that ends well has said all in its line
   * at start, unless somebody has chosen a level at which the agent tells more.
   */
  private void sum(SpanPipeline pipeline) {
    SpanAccounting account = pipeline.accounting();
    Logger log = LoggerFactory.getLogger("dev.weft.agent");
    if (account.dropped() > account.dropped(DropReason.DISABLED) || start.tellsAll()) {
      log.info("{}", SummaryLine.of(pipeline));
    } else if (log.isDebugEnabled()) {
      log.debug("{}", SummaryLine.of(pipeline));
    }
  }
}
