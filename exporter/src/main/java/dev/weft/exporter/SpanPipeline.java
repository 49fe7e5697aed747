package dev.weft.exporter;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The processor that takes ended spans to a collector without ever being in the way: a thread that
 * ends a span adds it to a bounded queue and goes on; workers empty the queue in batches.
 *
 * <p>Spans are accepted from the moment of construction and wait until {@link #start} hands in the
 * sender. What does not fit is dropped and counted: see {@link #accounting}. Unsampled spans are
 * not exported and not counted, unless they are {@linkplain #add added} as data.
 */
public final class SpanPipeline implements SpanProcessor {

  private final PipelineSettings settings;
  private final ThreadFactory threads;
  private final SpanAccounting accounting = new SpanAccounting();
  private final ExportEffort effort = new ExportEffort();
  private final SpanQueue queue;
  private final Flushes flushes = new Flushes();

  private final Object lifecycle = new Object();
  private @Nullable CompletableResultCode shutdown; // guarded by lifecycle
  private volatile @Nullable ExportLanes lanes;

  /**
   * Creates a pipeline that has no thread yet.
   *
   * @param threads makes the workers from when {@link #start} is called on; should make daemons
   *     that tracing ignores, because the sender's own traffic runs on them
   */
  public SpanPipeline(PipelineSettings settings, ThreadFactory threads) {
    this.settings = settings;
    this.threads = threads;
    this.queue = new SpanQueue(settings, accounting);
  }

  /**
   * Begins to export. After {@link #shutdown} the sender is only closed.
   *
   * @throws IllegalStateException if called twice
   */
  public void start(SpanSender sender) {
    ExportLanes started;
    synchronized (lifecycle) {
      if (lanes != null) {
        throw new IllegalStateException("started already");
      }
      if (shutdown != null) {
        sender.close();
        return;
      }
      started = new ExportLanes(queue, sender, flushes, settings, accounting, effort, threads);
      lanes = started;
    }
    started.ensureAlive();
  }

  /** Returns what became of every span so far. */
  public SpanAccounting accounting() {
    return accounting;
  }

  /** Returns what exporting has taken so far. */
  public ExportEffort effort() {
    return effort;
  }

  /** Returns how many spans wait for a worker now. */
  public int queued() {
    return queue.size();
  }

  /** Returns how many spans may wait. */
  public int queueCapacity() {
    return queue.capacity();
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    if (span.getSpanContext().isSampled()) {
      accounting.addStarted(span.getParentSpanContext());
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (!span.getSpanContext().isSampled()) {
      return;
    }
    added(queue.offer(span));
  }

  /**
   * Takes over the data of a span that ended unsampled and is to be exported all the same. Never
   * blocks; counts like any other span.
   */
  public void add(SpanData span) {
    accounting.addRescued();
    added(queue.offer(span));
  }

  private void added(boolean roomy) {
    ExportLanes current = lanes;
    if (current != null) {
      if (roomy) {
        current.spanAdded();
      } else {
        current.ensureAlive();
      }
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  /**
   * Sends all spans that ended before the call. The result succeeds if all those that still waited
   * arrived; it is not complete before {@link #start} or {@link #shutdown}.
   */
  @Override
  public CompletableResultCode forceFlush() {
    CompletableResultCode flush = new CompletableResultCode();
    synchronized (lifecycle) {
      if (shutdown != null) {
        return shutdown;
      }
      flushes.add(flush);
    }
    ExportLanes current = lanes;
    if (current != null) {
      current.flushAdded();
    }
    return flush;
  }

  /**
   * Sends what waits, for as long as {@link PipelineSettings#withShutdownMillis} allows, drops and
   * counts the rest. Returns at once; the result succeeds when nothing is left.
   */
  @Override
  public CompletableResultCode shutdown() {
    return shutdown(settings.shutdownNanos);
  }

  private CompletableResultCode shutdown(long nanos) {
    CompletableResultCode result = new CompletableResultCode();
    ExportLanes current;
    synchronized (lifecycle) {
      if (shutdown != null) {
        return shutdown;
      }
      shutdown = result;
      current = lanes;
    }
    if (current == null) {
      queue.seal();
      flushes.end(false);
      return result.succeed();
    }
    // A tenth is kept back for settling the account in.
    long sendingNanos = nanos - nanos / 10;
    current.shutdown(System.nanoTime() + sendingNanos, result);
    return result;
  }

  /** Shuts down, and waits for it within the time that shutdown may take. */
  @Override
  public void close() {
    close(0);
  }

  /** The same, when some of the time has gone by already. */
  public void close(long goneNanos) {
    long left = Math.max(settings.shutdownNanos - goneNanos, 0);
    shutdown(left).join(left, TimeUnit.NANOSECONDS);
  }
}
