package dev.weft.sampler.recording;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Events and links of a span, which most spans have none of. */
final class SpanDetails {
  private static final int EACH = 96;

  private final SpanLimits limits;
  private final List<EventData> events = new ArrayList<>(1);
  private final List<LinkData> links = new ArrayList<>(0);
  private int totalEvents;
  private int totalLinks;
  private int bytes;

  SpanDetails(SpanLimits limits) {
    this.limits = limits;
  }

  synchronized void addEvent(long epochNanos, String name, Attributes attributes) {
    totalEvents++;
    if (events.size() < limits.getMaxNumberOfEvents()) {
      Attributes kept = limited(attributes, limits.getMaxNumberOfAttributesPerEvent());
      events.add(EventData.create(epochNanos, name, kept, attributes.size()));
      bytes += EACH + name.length() + Weight.of(kept);
    }
  }

  synchronized void addLink(SpanContext target, Attributes attributes) {
    totalLinks++;
    if (links.size() < limits.getMaxNumberOfLinks()) {
      Attributes kept = limited(attributes, limits.getMaxNumberOfAttributesPerLink());
      links.add(LinkData.create(target, kept, attributes.size()));
      bytes += EACH + Weight.of(kept);
    }
  }

  private Attributes limited(Attributes attributes, int limit) {
    Limited limited = new Limited(limit, limits.getMaxAttributeValueLength());
    attributes.forEach(limited);
    return limited.attributes.build();
  }

  synchronized List<EventData> events() {
    return new ArrayList<>(events);
  }

  synchronized List<LinkData> links() {
    return new ArrayList<>(links);
  }

  synchronized int totalEvents() {
    return totalEvents;
  }

  synchronized int totalLinks() {
    return totalLinks;
  }

  synchronized int bytes() {
    return bytes;
  }

  private static final class Limited implements BiConsumer<AttributeKey<?>, Object> {
    private final AttributesBuilder attributes = Attributes.builder();
    private final int length;
    private int left;

    Limited(int count, int length) {
      this.left = count;
      this.length = length;
    }

    @Override
    @SuppressWarnings("unchecked") // the value is one of the key's
    public void accept(AttributeKey<?> key, Object value) {
      if (left > 0) {
        left--;
        attributes.put((AttributeKey<Object>) key, ValueLimit.apply(value, length));
      }
    }
  }
}
