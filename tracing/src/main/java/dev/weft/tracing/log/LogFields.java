package dev.weft.tracing.log;

import dev.weft.tracing.LogKeys;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Writes the ids of a span into log events. */
public final class LogFields {
  private LogFields() {}

  /**
   * The span that an event belongs to which is made now, sampled or not; null if there is none.
   * Then this costs one look at the current context, and nothing is allocated.
   */
  public static @Nullable SpanContext current() {
    Span span = Span.fromContextOrNull(Context.current());
    SpanContext identity = span == null ? null : span.getSpanContext();
    return identity != null && identity.isValid() ? identity : null;
  }

  /** Gives the carrier the span's ids; what the application has set under these names stays. */
  public static <C> void write(SpanContext span, C carrier, LogFieldSetter<C> setter) {
    LogKeys keys = keys();
    setter.setIfAbsent(carrier, keys.traceId(), span.getTraceId());
    setter.setIfAbsent(carrier, keys.spanId(), span.getSpanId());
    setter.setIfAbsent(carrier, keys.traceFlags(), span.getTraceFlags().asHex());
  }

  /** The ids in a form that goes behind a message: {@code trace_id=… span_id=… trace_flags=…}. */
  public static String text(SpanContext span) {
    StringBuilder text = new StringBuilder(96);
    write(
        span,
        text,
        (to, key, value) ->
            (to.length() == 0 ? to : to.append(' ')).append(key).append('=').append(value));
    return text.toString();
  }

  private static LogKeys keys() {
    Tracing tracing = Tracing.current();
    return tracing == null ? LogKeys.DEFAULTS : tracing.settings().logKeys();
  }
}
