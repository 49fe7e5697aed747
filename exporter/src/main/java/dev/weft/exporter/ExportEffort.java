package dev.weft.exporter;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What exporting has taken so far, and how it last failed. May be read from any thread. */
public final class ExportEffort {
  private final LongAdder batches = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private volatile @Nullable ExportFailure lastFailure;
  private volatile @Nullable ExportObserver observer;

  ExportEffort() {}

  void addBatch(long tookNanos, int spans, @Nullable DropReason failure) {
    batches.increment();
    nanos.add(tookNanos);
    ExportObserver told = observer;
    if (told != null) {
      told.exported(tookNanos, spans, failure);
    }
  }

  void addRequest(int bodyBytes, boolean again) {
    requests.increment();
    bytes.add(bodyBytes);
    if (again) {
      retries.increment();
    }
  }

  void failed(String why) {
    lastFailure = new ExportFailure(System.currentTimeMillis(), why);
  }

  /** Sets who is told of each batch. */
  public void observe(ExportObserver told) {
    observer = told;
  }

  /** Batches that were handed to a sender and came back, whatever became of them. */
  public long batches() {
    return batches.sum();
  }

  /** The time that batches took, waits for the collector and between attempts included. */
  public long nanos() {
    return nanos.sum();
  }

  /** Requests that went out, or were tried to. */
  public long requests() {
    return requests.sum();
  }

  /** Those that carried a batch a further time. */
  public long retries() {
    return retries.sum();
  }

  /** The bodies of all requests, as they were sent, in bytes. */
  public long bytes() {
    return bytes.sum();
  }

  /** How the last attempt failed that did; null if none has. */
  public @Nullable ExportFailure lastFailure() {
    return lastFailure;
  }
}
