package dev.weft.exporter.otlp;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.internal.W3CTraceContextEncoding;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;

/**
 * Writes spans, by opentelemetry/proto/trace/v1/trace.proto, whose numbers these are. For one
 * thread.
 */
final class SpanEncoder {
  private static final int TRACE_ID = 1;
  private static final int SPAN_ID = 2;
  private static final int TRACE_STATE = 3;
  private static final int PARENT_SPAN_ID = 4;
  private static final int NAME = 5;
  private static final int KIND = 6;
  private static final int START = 7;
  private static final int END = 8;
  private static final int ATTRIBUTES = 9;
  private static final int DROPPED_ATTRIBUTES = 10;
  private static final int EVENTS = 11;
  private static final int DROPPED_EVENTS = 12;
  private static final int LINKS = 13;
  private static final int DROPPED_LINKS = 14;
  private static final int STATUS = 15;
  private static final int FLAGS = 16;

  private static final int EVENT_TIME = 1;
  private static final int EVENT_NAME = 2;
  private static final int EVENT_ATTRIBUTES = 3;
  private static final int EVENT_DROPPED_ATTRIBUTES = 4;

  private static final int LINK_ATTRIBUTES = 4;
  private static final int LINK_DROPPED_ATTRIBUTES = 5;
  private static final int LINK_FLAGS = 6;

  private static final int STATUS_MESSAGE = 2;
  private static final int STATUS_CODE = 3;

  private static final int HAS_IS_REMOTE = 0x100;
  private static final int IS_REMOTE = 0x200;

  private final ReverseProtobuf out;
  private final AttributeEncoder attributes;

  SpanEncoder(ReverseProtobuf out, AttributeEncoder attributes) {
    this.out = out;
    this.attributes = attributes;
  }

  /** Writes a span as a message of that field. */
  void write(int field, SpanData span) {
    final int mark = out.size();
    SpanContext context = span.getSpanContext();
    SpanContext parent = span.getParentSpanContext();
    out.fixed32(FLAGS, flags(context, parent));
    status(span.getStatus());
    List<LinkData> links = span.getLinks();
    dropped(DROPPED_LINKS, span.getTotalRecordedLinks(), links.size());
    for (int i = links.size() - 1; i >= 0; i--) {
      link(links.get(i));
    }
    List<EventData> events = span.getEvents();
    dropped(DROPPED_EVENTS, span.getTotalRecordedEvents(), events.size());
    for (int i = events.size() - 1; i >= 0; i--) {
      event(events.get(i));
    }
    dropped(DROPPED_ATTRIBUTES, span.getTotalAttributeCount(), span.getAttributes().size());
    attributes.write(ATTRIBUTES, span.getAttributes());
    out.fixed64(END, span.getEndEpochNanos());
    out.fixed64(START, span.getStartEpochNanos());
    out.number(KIND, kind(span.getKind()));
    out.text(NAME, span.getName());
    if (parent.isValid()) {
      out.bytes(PARENT_SPAN_ID, parent.getSpanIdBytes());
    }
    identity(context);
    out.message(field, mark);
  }

  private void identity(SpanContext context) {
    TraceState state = context.getTraceState();
    if (!state.isEmpty()) {
      out.text(TRACE_STATE, W3CTraceContextEncoding.encodeTraceState(state));
    }
    out.bytes(SPAN_ID, context.getSpanIdBytes());
    out.bytes(TRACE_ID, context.getTraceIdBytes());
  }

  private static int flags(SpanContext context, SpanContext remote) {
    return context.getTraceFlags().asByte() & 0xff
        | HAS_IS_REMOTE
        | (remote.isRemote() ? IS_REMOTE : 0);
  }

  private static int kind(SpanKind kind) {
    switch (kind) {
      case SERVER:
        return 2;
      case CLIENT:
        return 3;
      case PRODUCER:
        return 4;
      case CONSUMER:
        return 5;
      default:
        return 1;
    }
  }

  private void status(StatusData status) {
    StatusCode code = status.getStatusCode();
    if (code == StatusCode.UNSET) {
      return;
    }
    int mark = out.size();
    out.number(STATUS_CODE, code == StatusCode.OK ? 1 : 2);
    if (!status.getDescription().isEmpty()) {
      out.text(STATUS_MESSAGE, status.getDescription());
    }
    out.message(STATUS, mark);
  }

  private void event(EventData event) {
    int mark = out.size();
    dropped(EVENT_DROPPED_ATTRIBUTES, event.getTotalAttributeCount(), event.getAttributes().size());
    attributes.write(EVENT_ATTRIBUTES, event.getAttributes());
    out.text(EVENT_NAME, event.getName());
    out.fixed64(EVENT_TIME, event.getEpochNanos());
    out.message(EVENTS, mark);
  }

  private void link(LinkData link) {
    int mark = out.size();
    SpanContext target = link.getSpanContext();
    out.fixed32(LINK_FLAGS, flags(target, target));
    dropped(LINK_DROPPED_ATTRIBUTES, link.getTotalAttributeCount(), link.getAttributes().size());
    attributes.write(LINK_ATTRIBUTES, link.getAttributes());
    identity(target);
    out.message(LINKS, mark);
  }

  private void dropped(int field, int total, int kept) {
    if (total > kept) {
      out.number(field, total - kept);
    }
  }
}
