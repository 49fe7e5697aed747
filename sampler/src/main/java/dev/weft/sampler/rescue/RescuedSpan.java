package dev.weft.sampler.rescue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ended span as the exporter reads it: with its real identity, unsampled as it is, and marked,
 * so that whoever counts spans can leave it out. What needs work is made when it is asked for, on
 * the exporter's thread.
 */
final class RescuedSpan implements SpanData {
  private static final AttributeKey<Boolean> RESCUED =
      AttributeKey.booleanKey("weft.sampling.rescued");
  private static final AttributeKey<String> REASON =
      AttributeKey.stringKey("weft.sampling.rescue.reason");

  private final RescueSpan span;
  private final String reason;
  private @Nullable Attributes attributes;

  RescuedSpan(RescueSpan span, String reason) {
    this.span = span;
    this.reason = reason;
  }

  @Override
  public String getName() {
    return span.name();
  }

  @Override
  public SpanKind getKind() {
    return span.kind();
  }

  @Override
  public SpanContext getSpanContext() {
    return span.getSpanContext();
  }

  @Override
  public SpanContext getParentSpanContext() {
    return span.parentContext();
  }

  @Override
  public StatusData getStatus() {
    return StatusData.create(span.status(), span.statusDescription());
  }

  @Override
  public long getStartEpochNanos() {
    return span.fragment().epochNanos(span.startNanos());
  }

  @Override
  public long getEndEpochNanos() {
    return span.fragment().epochNanos(span.endNanos());
  }

  @Override
  public Attributes getAttributes() {
    Attributes made = attributes;
    if (made == null) {
      AttributesBuilder builder = Attributes.builder();
      span.attributes().copyTo(builder);
      made = builder.put(RESCUED, true).put(REASON, reason).build();
      attributes = made;
    }
    return made;
  }

  @Override
  public int getTotalAttributeCount() {
    return getAttributes().size() + span.attributes().dropped();
  }

  @Override
  public List<EventData> getEvents() {
    SpanDetails details = span.detailsOrNull();
    return details == null ? Collections.<EventData>emptyList() : details.events();
  }

  @Override
  public int getTotalRecordedEvents() {
    SpanDetails details = span.detailsOrNull();
    return details == null ? 0 : details.totalEvents();
  }

  @Override
  public List<LinkData> getLinks() {
    SpanDetails details = span.detailsOrNull();
    return details == null ? Collections.<LinkData>emptyList() : details.links();
  }

  @Override
  public int getTotalRecordedLinks() {
    SpanDetails details = span.detailsOrNull();
    return details == null ? 0 : details.totalLinks();
  }

  @Override
  public boolean hasEnded() {
    return true;
  }

  @Override
  @SuppressWarnings("deprecation") // of the interface
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return InstrumentationLibraryInfo.create(span.scope().name(), null, span.scope().schemaUrl());
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return InstrumentationScopeInfo.builder(span.scope().name())
        .setSchemaUrl(span.scope().schemaUrl())
        .build();
  }

  @Override
  public Resource getResource() {
    return span.fragment().environment().resource();
  }
}
