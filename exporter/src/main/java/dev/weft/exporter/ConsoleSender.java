package dev.weft.exporter;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each span as one line to the agent's log: {@code otel.traces.exporter=console} or {@code
 * logging}. Not to standard output, which is the application's.
 */
public final class ConsoleSender implements SpanSender {

  private static final int LONGEST_VALUE = 200;

  @Override
  public void send(List<SpanData> batch, Delivery delivery) {
    Logger log = LoggerFactory.getLogger("dev.weft.spans");
    for (SpanData span : batch) {
      log.info("{}", line(span));
      delivery.exported(1);
    }
  }

  @Override
  public SpanSender another() {
    return this;
  }

  @Override
  public void hurry(long deadlineNanos) {}

  @Override
  public void close() {}

  /** Kind, name, duration, status and ids first: that is what the eye looks for. */
  static String line(SpanData span) {
    StringBuilder line = new StringBuilder(256);
    line.append(span.getKind()).append(" '");
    appendPrintable(line, span.getName());
    line.append("' ");
    appendMillis(line, span.getEndEpochNanos() - span.getStartEpochNanos());
    line.append(' ').append(span.getStatus().getStatusCode());
    line.append(" trace=").append(span.getTraceId()).append(" span=").append(span.getSpanId());
    if (span.getParentSpanContext().isValid()) {
      line.append(" parent=").append(span.getParentSpanId());
    }
    line.append(" scope=").append(span.getInstrumentationScopeInfo().getName());
    span.getAttributes()
        .forEach(
            (key, value) -> {
              line.append(' ').append(key.getKey()).append('=');
              appendPrintable(line, String.valueOf(value));
            });
    if (!span.getEvents().isEmpty()) {
      line.append(" events=").append(span.getEvents().size());
    }
    return line.toString();
  }

  /** Microseconds matter in a millisecond, but not nanoseconds: {@code 12.345ms}. */
  private static void appendMillis(StringBuilder line, long nanos) {
    long micros = nanos / 1_000;
    line.append(micros / 1_000).append('.');
    long fraction = Math.abs(micros % 1_000);
    if (fraction < 100) {
      line.append('0');
    }
    if (fraction < 10) {
      line.append('0');
    }
    line.append(fraction).append("ms");
  }

  /** One span stays one line, whatever is in it. */
  private static void appendPrintable(StringBuilder line, String value) {
    int end = Math.min(value.length(), LONGEST_VALUE);
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    if (end < value.length()) {
      line.append("...");
    }
  }
}
