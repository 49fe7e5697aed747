package dev.weft.benchmarks;

import dev.weft.tracing.messaging.MessagingGetter;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A message that is its destination. */
final class Message implements MessagingGetter<String> {
  @Override
  public String system() {
    return "kafka";
  }

  @Override
  public String destination(String message) {
    return message;
  }

  @Override
  public String partition(String message) {
    return "3";
  }

  @Override
  public String clientId(String message) {
    return "shop-1";
  }

  @Override
  public @Nullable Iterator<String> headers(String message, String name) {
    return null;
  }

  @Override
  public Iterable<String> headerNames(String message) {
    return Collections.emptyList();
  }
}
