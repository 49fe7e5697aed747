package dev.weft.agent;

import dev.weft.tracing.StartView;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/** A served request of which only the kind is known. */
final class NothingKnown implements StartView<String> {
  @Override
  public SpanKind kind() {
    return SpanKind.SERVER;
  }

  @Override
  public @Nullable String attribute(String request, String key) {
    return null;
  }
}
