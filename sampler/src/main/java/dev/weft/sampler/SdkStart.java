package dev.weft.sampler;

import dev.weft.tracing.StartView;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span that is started on an SDK's tracer, with the attributes that its builder has. */
final class SdkStart implements StartView<Attributes> {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

  private final SpanKind kind;

  SdkStart(SpanKind kind) {
    this.kind = kind;
  }

  @Override
  public SpanKind kind() {
    return kind;
  }

  @Override
  public @Nullable String method(Attributes attributes) {
    return attributes.get(METHOD);
  }

  @Override
  public @Nullable String path(Attributes attributes) {
    return attributes.get(PATH);
  }

  @Override
  public @Nullable String header(Attributes attributes, String name) {
    return attribute(attributes, "http.request.header." + name);
  }

  /** Of any type; the text of a list with one element is that element's. */
  @Override
  public @Nullable String attribute(Attributes attributes, String key) {
    for (Map.Entry<AttributeKey<?>, Object> entry : attributes.asMap().entrySet()) {
      if (entry.getKey().getKey().equals(key)) {
        return text(entry.getValue());
      }
    }
    return null;
  }

  private static String text(Object value) {
    if (value instanceof List && ((List<?>) value).size() == 1) {
      return String.valueOf(((List<?>) value).get(0));
    }
    return value.toString();
  }
}
