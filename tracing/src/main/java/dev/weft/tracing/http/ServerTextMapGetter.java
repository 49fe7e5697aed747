package dev.weft.tracing.http;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Shows a request's headers to the propagator, every value of them. */
final class ServerTextMapGetter<Q> implements TextMapGetter<Q> {
  private final HttpServerGetter<Q, ?> getter;

  ServerTextMapGetter(HttpServerGetter<Q, ?> getter) {
    this.getter = getter;
  }

  @Override
  public Iterable<String> keys(Q request) {
    return getter.headerNames(request);
  }

  @Override
  public @Nullable String get(@Nullable Q request, String name) {
    return request == null ? null : getter.header(request, name);
  }

  @Override
  public Iterator<String> getAll(@Nullable Q request, String name) {
    Iterator<String> values = request == null ? null : getter.headers(request, name);
    return values == null ? Collections.<String>emptyIterator() : values;
  }
}
