package dev.weft.tracing.http;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.StartView;
import dev.weft.tracing.TracingSettings;
import org.jspecify.annotations.Nullable;

/** The attributes of an HTTP span that are known when it starts. */
interface HttpStartAttributes<Q> extends StartView<Q> {

  /** Writes those that the conventions want at the span's creation, for the sampler to see. */
  void writeForSampler(
      Q request, @Nullable String method, TracingSettings settings, AttributeWriter attributes);

  /** Writes the others. */
  void write(Q request, TracingSettings settings, AttributeWriter attributes);
}
