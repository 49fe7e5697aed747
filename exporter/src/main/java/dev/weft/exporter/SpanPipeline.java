package dev.weft.exporter;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The processor that takes ended spans to a collector without ever being in the way: a thread that
 * ends a span adds it to a bounded queue and goes on; one worker empties the queue in batches.
 *
 * <p>Spans are accepted from the moment of construction and wait until {@link #start} hands in the
 * sender. What does not fit is dropped and counted: see {@link #accounting}. Unsampled spans are
 * not exported and not counted, unless they are {@linkplain #add added} as data.
 */
public final class SpanPipeline implements SpanProcessor {

  private final PipelineSettings settings;
  private final ThreadFactory threads;
  private final SpanAccounting accounting = new SpanAccounting();
  private final SpanQueue queue;
  private final Queue<CompletableResultCode> flushes = new ConcurrentLinkedQueue<>();

  private final Object lifecycle = new Object();
  private final AtomicBoolean reviving = new AtomicBoolean();
  private @Nullable CompletableResultCode shutdown; // guarded by lifecycle
  private volatile @Nullable ExportWorker worker;
  private volatile @Nullable Thread thread;

  /**
   * Creates a pipeline that has no thread yet.
   *
   * @param threads makes the worker when {@link #start} is called; should make daemons that tracing
   *     ignores, because the sender's own traffic runs on them
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
    synchronized (lifecycle) {
      if (worker != null) {
        throw new IllegalStateException("started already");
      }
      if (shutdown != null) {
        sender.close();
        return;
      }
      worker = new ExportWorker(queue, sender, flushes, settings, accounting);
    }
    ensureWorkerAlive();
  }

  /** Returns what became of every span so far. */
  public SpanAccounting accounting() {
    return accounting;
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
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
    added(queue.offer(span));
  }

  private void added(boolean roomy) {
    ExportWorker current = worker;
    if (current != null) {
      if (roomy) {
        current.spanAdded();
      } else {
        ensureWorkerAlive();
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
    ExportWorker current = worker;
    if (current != null) {
      ensureWorkerAlive();
      current.wake();
    }
    return flush;
  }

  /**
   * Sends what waits, for as long as {@link PipelineSettings#withShutdownMillis} allows, drops and
   * counts the rest. Returns at once; the result succeeds when nothing is left.
   */
  @Override
  public CompletableResultCode shutdown() {
    CompletableResultCode result = new CompletableResultCode();
    ExportWorker current;
    synchronized (lifecycle) {
      if (shutdown != null) {
        return shutdown;
      }
      shutdown = result;
      current = worker;
    }
    if (current == null) {
      queue.seal();
      CompletableResultCode flush;
      while ((flush = flushes.poll()) != null) {
        flush.fail();
      }
      return result.succeed();
    }
    // A tenth is kept back for the worker to settle its account in.
    long sendingNanos = settings.shutdownNanos - settings.shutdownNanos / 10;
    current.shutdown(System.nanoTime() + sendingNanos, result);
    ensureWorkerAlive();
    return result;
  }

  /** Shuts down, and waits for it within the time that shutdown may take. */
  @Override
  public void close() {
    shutdown().join(settings.shutdownNanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Starts the worker's thread if it does not run. Called where a dead worker would show: a thread
   * may not have been to be had, or been killed ({@code Thread.stop}, lack of memory in the midst
   * of handling lack of memory).
   */
  private void ensureWorkerAlive() {
    ExportWorker current = worker;
    Thread running = thread;
    if (current == null || current.hasEnded() || (running != null && running.isAlive())) {
      return;
    }
    if (reviving.compareAndSet(false, true)) {
      try {
        if (thread == running) {
          Thread fresh = threads.newThread(current);
          fresh.start();
          thread = fresh;
        }
      } catch (Throwable t) {
        // No thread to be had now. The spans wait, and the next full queue or flush tries again.
      } finally {
        reviving.set(false);
      }
    }
  }
}
