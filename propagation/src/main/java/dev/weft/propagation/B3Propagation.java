package dev.weft.propagation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * B3 as OpenTelemetry reads and writes it, and one thing more: a caller without a trace may still
 * ask that none be sampled, by {@code b3: 0} or {@code X-B3-Sampled: 0} alone.
 *
 * @see <a href="https://github.com/openzipkin/b3-propagation">B3 Propagation</a>
 */
final class B3Propagation implements TextMapPropagator {

  private static final String NO = "0";

  /** W3C Trace Context level 2: the trace id is random. */
  private static final byte RANDOM = 2;

  private final TextMapPropagator b3;

  B3Propagation(TextMapPropagator b3) {
    this.b3 = b3;
  }

  @Override
  public Collection<String> fields() {
    return b3.fields();
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    b3.inject(context, carrier, setter);
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    Context extracted = b3.extract(context, carrier, getter);
    return extracted == context && denies(carrier, getter) ? context.with(unsampled()) : extracted;
  }

  private static <C> boolean denies(@Nullable C carrier, TextMapGetter<C> getter) {
    String single = getter.get(carrier, "b3");
    if (single != null) {
      return NO.equals(single);
    }
    String sampled = getter.get(carrier, "X-B3-Sampled");
    return getter.get(carrier, "X-B3-TraceId") == null
        && (NO.equals(sampled) || "false".equals(sampled));
  }

  /** A decision travels with a parent only, so there has to be one. It is nobody's span. */
  private static Span unsampled() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    // An id of zeros is none.
    long high = random.nextLong() | 1;
    long id = random.nextLong() | 1;
    return Span.wrap(
        SpanContext.createFromRemoteParent(
            TraceId.fromLongs(high, random.nextLong()),
            SpanId.fromLong(id),
            TraceFlags.fromByte(RANDOM),
            TraceState.getDefault()));
  }
}
