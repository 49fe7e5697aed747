package dev.weft.sampler.recording;

import io.opentelemetry.api.common.Attributes;
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

/** What a span has recorded until now, as exporters read it; it does not change any more. */
public class RecordedSpan implements SpanData {
  private final RecordingSpan span;
  private final boolean ended;
  private final String name;
  private final StatusData status;
  private final FrozenAttributes attributes;
  private final int totalAttributes;
  private final List<EventData> events;
  private final List<LinkData> links;
  private final int totalEvents;
  private final int totalLinks;

  /** Takes over what the span has recorded, on the thread of whoever wants to read it. */
  public RecordedSpan(RecordingSpan span) {
    this.span = span;
    this.ended = span.hasEnded();
    this.name = span.getName();
    this.status = StatusData.create(span.status(), span.statusDescription());
    this.attributes = span.attributes().freeze();
    this.totalAttributes = attributes.size() + span.attributes().dropped();
    SpanDetails details = span.detailsOrNull();
    this.events = details == null ? Collections.<EventData>emptyList() : details.events();
    this.links = details == null ? Collections.<LinkData>emptyList() : details.links();
    this.totalEvents = details == null ? 0 : details.totalEvents();
    this.totalLinks = details == null ? 0 : details.totalLinks();
  }

  @Override
  public final String getName() {
    return name;
  }

  @Override
  public final SpanKind getKind() {
    return span.getKind();
  }

  @Override
  public final SpanContext getSpanContext() {
    return span.getSpanContext();
  }

  @Override
  public final SpanContext getParentSpanContext() {
    return span.getParentSpanContext();
  }

  @Override
  public final StatusData getStatus() {
    return status;
  }

  @Override
  public final long getStartEpochNanos() {
    return span.epochNanos(span.startNanos());
  }

  /** 0 if the span had not ended. */
  @Override
  public final long getEndEpochNanos() {
    return ended ? span.epochNanos(span.endNanos()) : 0;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    return totalAttributes;
  }

  @Override
  public final List<EventData> getEvents() {
    return events;
  }

  @Override
  public final int getTotalRecordedEvents() {
    return totalEvents;
  }

  @Override
  public final List<LinkData> getLinks() {
    return links;
  }

  @Override
  public final int getTotalRecordedLinks() {
    return totalLinks;
  }

  @Override
  public final boolean hasEnded() {
    return ended;
  }

  @Override
  @SuppressWarnings("deprecation") // of the interface
  public final InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return InstrumentationLibraryInfo.create(span.scope().name(), null, span.scope().schemaUrl());
  }

  @Override
  public final InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return span.environment().info(span.scope());
  }

  @Override
  public final Resource getResource() {
    return span.environment().resource();
  }
}
