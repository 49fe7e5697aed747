package dev.weft.exporter;

import java.util.concurrent.TimeUnit;

/** Sizes and times of a {@link SpanPipeline}. Immutable. */
public final class PipelineSettings {

  /**
   * Spans that may wait, unless {@code otel.bsp.max.queue.size} says otherwise. OpenTelemetry's
   * 2,048 are a tenth of a second of a busy service: any pause of the collector, or of the worker
   * by a garbage collection, then costs spans. 65,536 cost 256 KiB while empty.
   */
  public static final int DEFAULT_QUEUE_SIZE = 65_536;

  private static final PipelineSettings DEFAULTS =
      new PipelineSettings(
          DEFAULT_QUEUE_SIZE, 512, TimeUnit.SECONDS.toNanos(5), TimeUnit.SECONDS.toNanos(5));

  final int queueSize;
  final int batchSize;
  final long scheduleDelayNanos;
  final long shutdownNanos;

  private PipelineSettings(
      int queueSize, int batchSize, long scheduleDelayNanos, long shutdownNanos) {
    this.queueSize = queueSize;
    this.batchSize = batchSize;
    this.scheduleDelayNanos = scheduleDelayNanos;
    this.shutdownNanos = shutdownNanos;
  }

  /** A queue of {@link #DEFAULT_QUEUE_SIZE}, batches of 512, a delay and a shutdown of 5 s. */
  public static PipelineSettings defaults() {
    return DEFAULTS;
  }

  /**
   * {@code otel.bsp.max.queue.size}: spans that may wait; rounded up to a power of two.
   *
   * @throws IllegalArgumentException if it is not between 1 and 2^24
   */
  public PipelineSettings withQueueSize(int spans) {
    require(spans >= 1 && spans <= 1 << 24, "queue size", spans);
    return new PipelineSettings(spans, batchSize, scheduleDelayNanos, shutdownNanos);
  }

  /**
   * {@code otel.bsp.max.export.batch.size}: spans in one request; no more than the queue holds.
   *
   * @throws IllegalArgumentException if it is not between 1 and 2^16
   */
  public PipelineSettings withBatchSize(int spans) {
    require(spans >= 1 && spans <= 1 << 16, "batch size", spans);
    return new PipelineSettings(queueSize, spans, scheduleDelayNanos, shutdownNanos);
  }

  /**
   * {@code otel.bsp.schedule.delay}: the longest that a span waits for its batch to fill.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public PipelineSettings withScheduleDelayMillis(long millis) {
    require(millis >= 0, "schedule delay", millis);
    return new PipelineSettings(
        queueSize, batchSize, TimeUnit.MILLISECONDS.toNanos(millis), shutdownNanos);
  }

  /**
   * The longest that a shutdown takes; what has not been sent by then is dropped.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public PipelineSettings withShutdownMillis(long millis) {
    require(millis >= 0, "shutdown time", millis);
    return new PipelineSettings(
        queueSize, batchSize, scheduleDelayNanos, TimeUnit.MILLISECONDS.toNanos(millis));
  }

  int effectiveBatchSize() {
    return Math.min(batchSize, queueSize);
  }

  private static void require(boolean holds, String what, long value) {
    if (!holds) {
      throw new IllegalArgumentException(what + " out of range: " + value);
    }
  }
}
