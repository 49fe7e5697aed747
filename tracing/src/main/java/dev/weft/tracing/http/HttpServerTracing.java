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
 * Starts operations for the requests that a server library receives.
 *
 * @param <Q> the request
 * @param <R> the response
 */
public final class HttpServerTracing<Q, R> {
  private final InstrumentationScope scope;
  private final HttpServerGetter<Q, R> getter;
  private final HttpServerAttributes<Q> attributes;
  private final ServerTextMapGetter<Q> headers;

  /** Tracing for the instrumentation of the given name, {@code servlet-3.0}. */
  public HttpServerTracing(String module, HttpServerGetter<Q, R> getter) {
    this.scope = new InstrumentationScope(module);
    this.getter = getter;
    this.attributes = new HttpServerAttributes<>(getter);
    this.headers = new ServerTextMapGetter<>(getter);
  }

  /**
   * Starts an operation and makes its context current on the calling thread.
   *
   * @return null if no span is wanted: the request is already being traced (by the container below,
   *     or before a forward), the thread is the agent's, or tracing is not configured
   */
  public @Nullable HttpServerOperation<Q, R> start(Q request) {
    Tracing tracing = Tracing.current();
    if (tracing == null || AgentThread.isCurrent()) {
      return null;
    }
    Context current = Context.current();
    HttpServerOperation<?, ?> outer = HttpServerOperation.fromContext(current);
    if (outer != null && !outer.isEnded()) {
      return null;
    }
    // An ended request's context is only here because somebody left it behind.
    Context base = outer == null ? current : Context.root();
    Context parent = tracing.propagator().extract(base, request, headers);
    String method = getter.method(request);
    String name = HttpMethodName.inNames(method, tracing.settings());
    Span span =
        tracing.surelyDrops(parent)
            ? tracing.dropped(parent)
            : startSpan(tracing, parent, request, method, name);
    return new HttpServerOperation<>(tracing, span, parent, getter, request, name).begin(current);
  }

  private Span startSpan(
      Tracing tracing, Context parent, Q request, @Nullable String method, String name) {
    TracingSettings settings = tracing.settings();
    SpanBuilder builder =
        scope.tracer(tracing).spanBuilder(name).setParent(parent).setSpanKind(SpanKind.SERVER);
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
      attributes.write(request, writer);
      return span;
    } catch (Throwable failure) {
      // Nobody else knows the span yet. The failure is the instrumentation's, and counted there.
      span.end();
      throw failure;
    }
  }
}
