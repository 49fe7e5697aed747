package dev.weft.tracing.http;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.StartView;
import dev.weft.tracing.TracingSettings;
import org.jspecify.annotations.Nullable;

/** The attributes of an HTTP span that are known when it starts. */
interface HttpStartAttributes<Q> extends StartView<Q> {

  /** Writes them. Also what could wait: a library may reuse the request early. */
  void write(
      Q request, @Nullable String method, TracingSettings settings, AttributeWriter attributes);
}
