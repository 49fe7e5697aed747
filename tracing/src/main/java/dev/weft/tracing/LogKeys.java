package dev.weft.tracing;

/** The names under which log events carry the ids of their span. */
public final class LogKeys {
  /** {@code trace_id}, {@code span_id}, {@code trace_flags}, as OpenTelemetry has them. */
  public static final LogKeys DEFAULTS = new LogKeys("trace_id", "span_id", "trace_flags");

  private final String traceId;
  private final String spanId;
  private final String traceFlags;

  public LogKeys(String traceId, String spanId, String traceFlags) {
    this.traceId = traceId;
    this.spanId = spanId;
    this.traceFlags = traceFlags;
  }

  /** The key of the trace id, 32 hexadecimal digits. */
  public String traceId() {
    return traceId;
  }

  /** The key of the span id, 16 hexadecimal digits. */
  public String spanId() {
    return spanId;
  }

  /** The key of the trace flags, 2 hexadecimal digits. */
  public String traceFlags() {
    return traceFlags;
  }
}
