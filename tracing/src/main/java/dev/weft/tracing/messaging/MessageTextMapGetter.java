package dev.weft.tracing.messaging;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Shows a message's headers to the propagator: of several values the last, since whoever sends a
 * message on adds to what is there.
 */
final class MessageTextMapGetter<M> implements TextMapGetter<M> {
  private final MessagingGetter<M> getter;

  MessageTextMapGetter(MessagingGetter<M> getter) {
    this.getter = getter;
  }

  @Override
  public Iterable<String> keys(M message) {
    return getter.headerNames(message);
  }

  @Override
  public @Nullable String get(@Nullable M message, String name) {
    return message == null ? null : getter.header(message, name);
  }

  @Override
  public Iterator<String> getAll(@Nullable M message, String name) {
    String value = get(message, name);
    return value == null
        ? Collections.<String>emptyIterator()
        : Collections.singletonList(value).iterator();
  }
}
