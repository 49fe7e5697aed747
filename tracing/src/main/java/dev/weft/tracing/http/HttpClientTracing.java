package dev.weft.tracing.http;

import dev.weft.tracing.AgentThread;
import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Starts operations for the requests that a client library sends.
 *
 * @param <Q> the request
 * @param <R> the response
 */
public final class HttpClientTracing<Q, R> {
  private final InstrumentationScope scope;
  private final HttpClientGetter<Q, R> getter;
  private final HttpClientAttributes<Q> attributes;

  /** Tracing for the instrumentation of the given name, {@code okhttp-3.0}. */
  public HttpClientTracing(String module, HttpClientGetter<Q, R> getter) {
    this.scope = new InstrumentationScope(module);
    this.getter = getter;
    this.attributes = new HttpClientAttributes<>(getter);
  }

  /**
   * Starts an operation and makes its context current on the calling thread. The headers that carry
   * the context on are written by {@link HttpClientOperation#inject}.
   *
   * @return null if no span is wanted: a client library above this one already traces the request,
   *     the thread is the agent's, or tracing is not configured
   */
  public @Nullable HttpClientOperation<Q, R> start(Q request) {
    Tracing tracing = Tracing.current();
    if (tracing == null || AgentThread.isCurrent()) {
      return null;
    }
    Context parent = Context.current();
    HttpClientOperation<?, ?> outer = HttpClientOperation.fromContext(parent);
    if (outer != null && !outer.isEnded()) {
      return null;
    }
    Span span =
        tracing.surelyDrops(parent) ? tracing.dropped(parent) : startSpan(tracing, parent, request);
    return new HttpClientOperation<>(tracing, span, parent, getter, request).begin(parent);
  }

  private Span startSpan(Tracing tracing, Context parent, Q request) {
    TracingSettings settings = tracing.settings();
    String method = getter.method(request);
    SpanBuilder builder =
        scope
            .tracer(tracing)
            .spanBuilder(HttpMethodName.inNames(method, settings))
            .setParent(parent)
            .setSpanKind(SpanKind.CLIENT);
    if (settings.samplerReadsAttributes()) {
      attributes.writeForSampler(request, method, settings, AttributeWriter.to(builder, settings));
    }
    Span span = builder.startSpan();
    if (!span.isRecording()) {
      return span;
    }
    try {
      AttributeWriter writer = AttributeWriter.to(span, settings);
      if (!settings.samplerReadsAttributes()) {
        attributes.writeForSampler(request, method, settings, writer);
      }
      attributes.write(request, settings, writer);
      return span;
    } catch (Throwable failure) {
      // Nobody else knows the span yet. The failure is the instrumentation's, and counted there.
      span.end();
      throw failure;
    }
  }
}
