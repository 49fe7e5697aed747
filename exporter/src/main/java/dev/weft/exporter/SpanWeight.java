package dev.weft.exporter;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * About how many bytes of heap an ended span holds: its own objects, and the text of its values at
 * two bytes a character. Keys are constants and weigh nothing. For one use.
 */
final class SpanWeight implements BiConsumer<AttributeKey<?>, Object> {
  private static final int SPAN = 512;
  private static final int EVENT_OR_LINK = 96;
  private static final int ENTRY = 48;
  private static final int CHARACTER = 2;

  private long bytes = SPAN;

  private SpanWeight() {}

  static long of(SpanData span) {
    SpanWeight weight = new SpanWeight();
    weight.text(span.getName());
    weight.text(span.getStatus().getDescription());
    weight.attributes(span.getAttributes());
    for (EventData event : span.getEvents()) {
      weight.bytes += EVENT_OR_LINK;
      weight.attributes(event.getAttributes());
    }
    for (LinkData link : span.getLinks()) {
      weight.bytes += EVENT_OR_LINK;
      weight.attributes(link.getAttributes());
    }
    return weight.bytes;
  }

  private void attributes(Attributes attributes) {
    attributes.forEach(this);
  }

  @Override
  public void accept(AttributeKey<?> key, Object value) {
    bytes += ENTRY;
    if (value instanceof String) {
      text((String) value);
    } else if (value instanceof List) {
      for (Object element : (List<?>) value) {
        accept(key, element);
      }
    }
  }

  private void text(String text) {
    bytes += (long) text.length() * CHARACTER;
  }
}
