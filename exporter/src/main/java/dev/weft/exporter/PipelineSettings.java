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

  /** Exports at the same time, unless {@code weft.exporter.concurrency} says otherwise. */
  public static final int DEFAULT_CONCURRENCY = 4;

  private static final long LARGEST_DEFAULT_QUEUE_BYTES = 64 << 20;
  private static final int SHARE_OF_HEAP = 16;

  final int queueSize;
  final long queueBytes;
  final int batchSize;
  final int concurrency;
  final long scheduleDelayNanos;
  final long shutdownNanos;

  private PipelineSettings(
      int queueSize,
      long queueBytes,
      int batchSize,
      int concurrency,
      long scheduleDelayNanos,
      long shutdownNanos) {
    this.queueSize = queueSize;
    this.queueBytes = queueBytes;
    this.batchSize = batchSize;
    this.concurrency = concurrency;
    this.scheduleDelayNanos = scheduleDelayNanos;
    this.shutdownNanos = shutdownNanos;
  }

  /**
   * A queue of {@link #DEFAULT_QUEUE_SIZE} and of a sixteenth of the heap, 64 MiB at most; batches
   * of 512, {@link #DEFAULT_CONCURRENCY}, a delay and a shutdown of 5 s.
   */
  public static PipelineSettings defaults() {
    return new PipelineSettings(
        DEFAULT_QUEUE_SIZE,
        defaultQueueBytes(Runtime.getRuntime().maxMemory()),
        512,
        DEFAULT_CONCURRENCY,
        TimeUnit.SECONDS.toNanos(5),
        TimeUnit.SECONDS.toNanos(5));
  }

  private static long defaultQueueBytes(long heap) {
    return Math.min(heap / SHARE_OF_HEAP, LARGEST_DEFAULT_QUEUE_BYTES);
  }

  /**
   * {@code otel.bsp.max.queue.size}: spans that may wait; rounded up to a power of two.
   *
   * @throws IllegalArgumentException if it is not between 1 and 2^24
   */
  public PipelineSettings withQueueSize(int spans) {
    require(spans >= 1 && spans <= 1 << 24, "queue size", spans);
    return new PipelineSettings(
        spans, queueBytes, batchSize, concurrency, scheduleDelayNanos, shutdownNanos);
  }

  /**
   * {@code weft.exporter.queue.bytes}: about how much heap the spans may hold that wait behind the
   * first few, see {@link SpanQueue#unweighed}.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public PipelineSettings withQueueBytes(long bytes) {
    require(bytes >= 0, "queue bytes", bytes);
    return new PipelineSettings(
        queueSize, bytes, batchSize, concurrency, scheduleDelayNanos, shutdownNanos);
  }

  /**
   * {@code otel.bsp.max.export.batch.size}: spans in one request; no more than the queue holds.
   *
   * @throws IllegalArgumentException if it is not between 1 and 2^16
   */
  public PipelineSettings withBatchSize(int spans) {
    require(spans >= 1 && spans <= 1 << 16, "batch size", spans);
    return new PipelineSettings(
        queueSize, queueBytes, spans, concurrency, scheduleDelayNanos, shutdownNanos);
  }

  /**
   * {@code weft.exporter.concurrency}: batches that may be on their way at the same time, when the
   * collector takes long but takes them.
   *
   * @throws IllegalArgumentException if it is not between 1 and 64
   */
  public PipelineSettings withConcurrency(int exports) {
    require(exports >= 1 && exports <= 64, "concurrency", exports);
    return new PipelineSettings(
        queueSize, queueBytes, batchSize, exports, scheduleDelayNanos, shutdownNanos);
  }

  /**
   * {@code otel.bsp.schedule.delay}: the longest that a span waits for its batch to fill.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public PipelineSettings withScheduleDelayMillis(long millis) {
    require(millis >= 0, "schedule delay", millis);
    return new PipelineSettings(
        queueSize,
        queueBytes,
        batchSize,
        concurrency,
        TimeUnit.MILLISECONDS.toNanos(millis),
        shutdownNanos);
  }

  /**
   * {@code weft.exporter.shutdown.timeout}: the longest that a shutdown takes; what has not been
   * sent by then is dropped.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public PipelineSettings withShutdownMillis(long millis) {
    require(millis >= 0, "shutdown time", millis);
    return new PipelineSettings(
        queueSize,
        queueBytes,
        batchSize,
        concurrency,
        scheduleDelayNanos,
        TimeUnit.MILLISECONDS.toNanos(millis));
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
