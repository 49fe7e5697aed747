package dev.weft.tracing;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.semconv.SchemaUrls;
import org.jspecify.annotations.Nullable;

/**
 * One instrumentation's tracer, made on first use and again whenever other tracing is in force.
 *
 * <p>An instrumentation is linked before the agent has its SDK, so the tracer cannot be a constant.
 */
public final class InstrumentationScope {
  private final String name;
  private volatile @Nullable Bound bound;

  /**
   * The scope of an instrumentation.
   *
   * @param module its name in options, {@code servlet-3.0}; spans bear {@code dev.weft.servlet-3.0}
   */
  public InstrumentationScope(String module) {
    this.name = "dev.weft." + module;
  }

  /** The name that spans bear, {@code dev.weft.servlet-3.0}. */
  public String name() {
    return name;
  }

  /** The version of the semantic conventions that spans keep to. */
  public String schemaUrl() {
    return SchemaUrls.V1_45_0;
  }

  /** The tracer of this scope in the given tracing. */
  public Tracer tracer(Tracing tracing) {
    Bound last = bound;
    return last != null && last.tracing == tracing ? last.tracer : bind(tracing);
  }

  private Tracer bind(Tracing tracing) {
    Tracer tracer = tracing.tracers().tracerBuilder(name).setSchemaUrl(schemaUrl()).build();
    bound = new Bound(tracing, tracer);
    return tracer;
  }

  private static final class Bound {
    final Tracing tracing;
    final Tracer tracer;

    Bound(Tracing tracing, Tracer tracer) {
      this.tracing = tracing;
      this.tracer = tracer;
    }
  }
}
