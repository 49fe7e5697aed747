package dev.weft.instrumentation.grpc;

import dev.weft.tracing.RequestHeaderSetter;
import io.grpc.Metadata;

/** Writes trace headers to the headers of a call. */
final class TraceHeaders extends RequestHeaderSetter<Metadata> {
  static final TraceHeaders SETTER = new TraceHeaders();

  private TraceHeaders() {}

  @Override
  protected void remove(Metadata headers, String name) {
    Metadata.Key<String> key = HeaderKeys.of(name);
    if (key != null) {
      headers.discardAll(key);
    }
  }

  @Override
  protected void add(Metadata headers, String name, String value) {
    Metadata.Key<String> key = HeaderKeys.of(name);
    if (key != null) {
      headers.put(key, value);
    }
  }
}
