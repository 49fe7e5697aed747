package dev.weft.tracing;

import io.opentelemetry.semconv.SchemaUrls;

/** Where spans come from: an instrumentation, and the conventions that it keeps to. */
public final class InstrumentationScope {
  private final String name;

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
}
