package dev.weft.testing;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the spans of a test, open and ended. */
final class RecordedSpans implements SpanProcessor {
  private final Changes changes;

  /** By span id. Guarded by {@code changes}, like the other. */
  private final Map<String, ReadableSpan> open = new LinkedHashMap<>();

  private final List<SpanData> ended = new ArrayList<>();

  /** The span ids of all in order of their beginnings. */
  private final List<String> begun = new ArrayList<>();

  RecordedSpans(Changes changes) {
    this.changes = changes;
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    synchronized (changes) {
      open.put(span.getSpanContext().getSpanId(), span);
      begun.add(span.getSpanContext().getSpanId());
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    synchronized (changes) {
      open.remove(span.getSpanContext().getSpanId());
      ended.add(span.toSpanData());
      changes.notifyAll();
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  List<SpanData> ended() {
    synchronized (changes) {
      return List.copyOf(ended);
    }
  }

  /** The same in order of their beginnings. */
  List<SpanData> endedAsBegun() {
    synchronized (changes) {
      List<SpanData> spans = new ArrayList<>(ended);
      spans.sort(Comparator.comparingInt(span -> begun.indexOf(span.getSpanId())));
      return List.copyOf(spans);
    }
  }

  List<SpanData> open() {
    synchronized (changes) {
      return open.values().stream().map(ReadableSpan::toSpanData).toList();
    }
  }

  void clear() {
    synchronized (changes) {
      open.clear();
      ended.clear();
      begun.clear();
    }
  }
}
