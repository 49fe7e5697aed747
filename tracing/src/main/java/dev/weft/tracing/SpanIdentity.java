package dev.weft.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a span of this process. Its ids are numbers: most spans are only ever encoded as
 * bytes, so text is made for who asks for it.
 */
final class SpanIdentity implements SpanContext {
  private final TraceNumber trace;
  private final long spanId;
  private final TraceFlags flags;
  private final TraceState state;

  /** Made twice, at worst, when two threads ask at once. */
  private @Nullable String spanText;

  /**
   * A valid identity.
   *
   * @param spanId not 0
   */
  SpanIdentity(TraceNumber trace, long spanId, TraceFlags flags, TraceState state) {
    this.trace = trace;
    this.spanId = spanId;
    this.flags = flags;
    this.state = state;
  }

  TraceNumber trace() {
    return trace;
  }

  @Override
  public String getTraceId() {
    return trace.text();
  }

  @Override
  public byte[] getTraceIdBytes() {
    return trace.bytes();
  }

  @Override
  public String getSpanId() {
    String known = spanText;
    if (known == null) {
      known = IdNumbers.hex(spanId);
      spanText = known;
    }
    return known;
  }

  @Override
  public byte[] getSpanIdBytes() {
    return IdNumbers.bytes(spanId);
  }

  @Override
  public TraceFlags getTraceFlags() {
    return flags;
  }

  @Override
  public TraceState getTraceState() {
    return state;
  }

  @Override
  public boolean isValid() {
    return true;
  }

  @Override
  public boolean isRemote() {
    return false;
  }

  /** In the form of a {@code traceparent}, for who looks at it in a debugger or a test. */
  @Override
  public String toString() {
    return getTraceId() + '-' + getSpanId() + '-' + flags;
  }
}
