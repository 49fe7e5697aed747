package dev.weft.propagation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * W3C Trace Context, level 2. Unlike OpenTelemetry's propagator it reads all header lines of a
 * name: a second {@code traceparent} restarts the trace, several {@code tracestate} are one list.
 *
 * <p>Reads in linear time, allocates the context and the strings in it, nothing else.
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/">Trace Context Level 2</a>
 */
final class TraceContextPropagator implements TextMapPropagator {

  static final TraceContextPropagator INSTANCE = new TraceContextPropagator();

  private static final String TRACEPARENT = "traceparent";
  private static final String TRACESTATE = "tracestate";
  private static final Collection<String> FIELDS =
      Collections.unmodifiableList(Arrays.asList(TRACEPARENT, TRACESTATE));

  /** By the two flags that level 2 knows; the others are sent as 0, whatever came in. */
  private static final String[] FLAGS = {"-00", "-01", "-02", "-03"};

  private static final int KNOWN_FLAGS = 0x03;

  private TraceContextPropagator() {}

  @Override
  public Collection<String> fields() {
    return FIELDS;
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    SpanContext span = Span.fromContext(context).getSpanContext();
    if (!span.isValid()) {
      return;
    }
    String flags = FLAGS[span.getTraceFlags().asByte() & KNOWN_FLAGS];
    String traceId = span.getTraceId();
    String spanId = span.getSpanId();
    // A chain of appended strings that are there is what the JIT turns into one exact allocation.
    String traceparent = "00-" + traceId + "-" + spanId + flags;
    setter.set(carrier, TRACEPARENT, traceparent);

    TraceState state = span.getTraceState();
    if (!state.isEmpty()) {
      String tracestate = TraceStateHeader.of(state);
      if (!tracestate.isEmpty()) {
        setter.set(carrier, TRACESTATE, tracestate);
      }
    }
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    String traceparent = getter.get(carrier, TRACEPARENT);
    if (traceparent == null || areSeveral(getter.getAll(carrier, TRACEPARENT))) {
      return context;
    }
    int start = OptionalWhitespace.skip(traceparent, 0);
    int end = OptionalWhitespace.trimEnd(traceparent, start, traceparent.length());
    if (!Traceparent.isValid(traceparent, start, end)) {
      return context;
    }
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            Traceparent.traceId(traceparent, start),
            Traceparent.parentId(traceparent, start),
            TraceFlags.fromByte((byte) (Traceparent.flags(traceparent, start) & KNOWN_FLAGS)),
            traceState(carrier, getter));
    return context.with(Span.wrap(remote));
  }

  private static boolean areSeveral(Iterator<String> values) {
    if (values.hasNext()) {
      values.next();
    }
    return values.hasNext();
  }

  private static <C> TraceState traceState(@Nullable C carrier, TextMapGetter<C> getter) {
    // Asking for all values makes most carriers allocate, even if there are none.
    return getter.get(carrier, TRACESTATE) == null
        ? TraceState.getDefault()
        : TraceStateHeader.parse(getter.getAll(carrier, TRACESTATE));
  }
}
