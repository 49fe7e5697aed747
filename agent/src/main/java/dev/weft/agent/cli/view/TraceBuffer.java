package dev.weft.agent.cli.view;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Spans by trace until their trace is finished: when none has come for a while after its root. A
 * trace whose root has not come waits longer, for a service that has yet to send its batch.
 *
 * <p>Finished traces are kept for a while, so that late spans can be shown with what they belong
 * to. Bounded: the trace that was quiet longest gives way. Safe for use by several threads.
 */
final class TraceBuffer {
  static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
  static final long QUIET_WITHOUT_ROOT_NANOS = TimeUnit.SECONDS.toNanos(6);
  static final int MAX_TRACES = 1_000;
  static final int MAX_SPANS_OF_TRACE = 10_000;
  static final int MAX_SPANS = 200_000;

  // In order of the last arrival, the longest quiet first.
  private final LinkedHashMap<String, Entry> traces = new LinkedHashMap<>(64, 0.75f, true);
  private final List<ReceivedTrace> evicted = new ArrayList<>();
  private int spans;

  /** Takes spans in. */
  synchronized void add(List<ReceivedSpan> received, long nowNanos) {
    for (ReceivedSpan span : received) {
      Entry entry = traces.computeIfAbsent(span.traceId, id -> new Entry());
      if (entry.add(span, nowNanos)) {
        spans++;
      }
    }
    makeRoom();
  }

  /** Hands out the traces that are finished now, the longest finished first. */
  synchronized List<ReceivedTrace> takeFinished(long nowNanos) {
    List<ReceivedTrace> finished = new ArrayList<>(evicted);
    evicted.clear();
    for (Entry entry : entries()) {
      if (entry.isFinished(nowNanos)) {
        finished.add(entry.take());
      }
    }
    return finished;
  }

  /** Hands out all traces that were not handed out yet. */
  synchronized List<ReceivedTrace> takeAll() {
    List<ReceivedTrace> all = new ArrayList<>(evicted);
    evicted.clear();
    for (Entry entry : entries()) {
      if (entry.changed) {
        all.add(entry.take());
      }
    }
    return all;
  }

  private List<Entry> entries() {
    return new ArrayList<>(traces.values());
  }

  private void makeRoom() {
    Iterator<Map.Entry<String, Entry>> eldest = traces.entrySet().iterator();
    while ((traces.size() > MAX_TRACES || spans > MAX_SPANS) && traces.size() > 1) {
      Entry entry = eldest.next().getValue();
      eldest.remove();
      spans -= entry.received;
      if (entry.changed && evicted.size() < MAX_TRACES) {
        evicted.add(entry.take());
      }
    }
  }

  private static final class Entry {
    private final Map<String, ReceivedSpan> kept = new LinkedHashMap<>();
    private int received;
    private boolean rooted;
    private boolean changed;
    private boolean shown;
    private long lastArrival;

    /** Takes a span in, unless a batch that was sent again brings it a second time. */
    boolean add(ReceivedSpan span, long nowNanos) {
      if (kept.containsKey(span.spanId)) {
        return false;
      }
      if (kept.size() < MAX_SPANS_OF_TRACE) {
        kept.put(span.spanId, span);
      }
      received++;
      rooted |= span.isRoot();
      changed = true;
      lastArrival = nowNanos;
      return true;
    }

    boolean isFinished(long nowNanos) {
      long quiet = rooted ? QUIET_NANOS : QUIET_WITHOUT_ROOT_NANOS;
      return changed && nowNanos - lastArrival >= quiet;
    }

    ReceivedTrace take() {
      ReceivedTrace trace = new ReceivedTrace(new ArrayList<>(kept.values()), received, shown);
      changed = false;
      shown = true;
      return trace;
    }
  }
}
