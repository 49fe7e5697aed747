package dev.weft.smoke;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A span as it came over the wire. */
record ReceivedSpan(
    String service,
    String name,
    Span.SpanKind kind,
    String traceId,
    String spanId,
    String parentSpanId,
    boolean failed,
    List<String> linkedSpanIds,
    Map<String, String> attributes,
    Span message) {

  static ReceivedSpan of(Resource resource, Span span) {
    return new ReceivedSpan(
        attributes(resource.getAttributesList()).getOrDefault("service.name", ""),
        span.getName(),
        span.getKind(),
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
        span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList(),
        attributes(span.getAttributesList()),
        span);
  }

  /** The whole span as text, with what no field here has. */
  String wire() {
    return message.toString();
  }

  boolean isChildOf(ReceivedSpan parent) {
    return traceId.equals(parent.traceId) && parentSpanId.equals(parent.spanId);
  }

  private static Map<String, String> attributes(List<KeyValue> list) {
    Map<String, String> attributes = new TreeMap<>();
    for (KeyValue attribute : list) {
      attributes.put(attribute.getKey(), text(attribute.getValue()));
    }
    return attributes;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> String.valueOf(value.getIntValue());
      case BOOL_VALUE -> String.valueOf(value.getBoolValue());
      case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
      default -> value.toString();
    };
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
