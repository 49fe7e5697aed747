package dev.weft.sampler;

import dev.weft.tracing.DroppedSpans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes policies, and contexts to ask them about. */
final class Policies {
  static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  static final String SPAN_ID = "00f067aa0ba902b7";

  private Policies() {}

  /** A policy of options and their values in turn, by a clock. */
  static SamplingPolicy policy(NanoClock clock, String... options) {
    return policy(clock, List.<String>of()::add, options);
  }

  static SamplingPolicy policy(NanoClock clock, Consumer<String> problems, String... options) {
    return new PolicyReader(
            map(options), problems, clock, new Tallies(), new TraceRandomness(problems))
        .read(PolicyRules.NONE, null, DroppedSpans.SILENT);
  }

  static Map<String, String> map(String... options) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return map;
  }

  /** Below a span of another service, with flags {@code 01} and a tracestate. */
  static Context remote(String traceId, String flags, String traceState) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.createFromRemoteParent(
                    traceId,
                    SPAN_ID,
                    TraceFlags.fromHex(flags, 0),
                    ThresholdMemberTest.state(traceState))));
  }

  static Context remote(String flags, String traceState) {
    return remote(TRACE_ID, flags, traceState);
  }

  static Context local(String flags) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.create(
                    TRACE_ID,
                    SPAN_ID,
                    TraceFlags.fromHex(flags, 0),
                    ThresholdMemberTest.state(""))));
  }
}
