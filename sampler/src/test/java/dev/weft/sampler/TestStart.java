package dev.weft.sampler;

import dev.weft.tracing.StartView;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operation that is written {@code server GET /path}, with attributes. */
record TestStart(SpanKind kind, Map<String, String> attributes) implements StartView<String> {

  static final TestStart SERVER = new TestStart(SpanKind.SERVER, Map.of());
  static final TestStart CLIENT = new TestStart(SpanKind.CLIENT, Map.of());

  @Override
  public @Nullable String method(String request) {
    return request.isEmpty() ? null : request.substring(0, request.indexOf(' '));
  }

  @Override
  public @Nullable String path(String request) {
    return request.isEmpty() ? null : request.substring(request.indexOf(' ') + 1);
  }

  @Override
  public @Nullable String header(String request, String name) {
    return attributes.get("header " + name);
  }

  @Override
  public @Nullable String attribute(String request, String key) {
    return attributes.get(key);
  }
}
