package dev.weft.exporter.otlp;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch as {@code ExportTraceServiceRequest}, by opentelemetry/proto/trace/v1/trace.proto, whose
 * numbers these are. Can be used again; for one thread.
 */
final class TraceRequest {
  /** Of request, resource's spans and scope's spans alike. */
  private static final int SCHEMA_URL = 3;

  private static final int RESOURCE_SPANS = 1;
  private static final int RESOURCE = 1;
  private static final int RESOURCE_ATTRIBUTES = 1;
  private static final int SCOPE_SPANS = 2;
  private static final int SCOPE = 1;
  private static final int SCOPE_NAME = 1;
  private static final int SCOPE_VERSION = 2;
  private static final int SCOPE_ATTRIBUTES = 3;
  private static final int SPANS = 2;

  private final int largestKept;
  private final ReverseProtobuf out = new ReverseProtobuf();
  private final AttributeEncoder attributes = new AttributeEncoder(out);
  private final SpanEncoder spans = new SpanEncoder(out, attributes);

  /**
   * An empty request.
   *
   * @param largestKept as many bytes as are kept for the next batch
   */
  TraceRequest(int largestKept) {
    this.largestKept = largestKept;
  }

  /** Encodes a batch, in place of what was there before, and returns the size in bytes. */
  int encode(List<SpanData> batch) {
    out.clear(largestKept);
    List<SpanGroups.OfResource> resources = new SpanGroups(batch).resources();
    for (int i = resources.size() - 1; i >= 0; i--) {
      write(resources.get(i));
    }
    attributes.clear();
    return out.size();
  }

  void writeTo(OutputStream stream) throws IOException {
    out.writeTo(stream);
  }

  private void write(SpanGroups.OfResource group) {
    int mark = out.size();
    schemaUrl(group.resource.getSchemaUrl());
    for (int i = group.scopes.size() - 1; i >= 0; i--) {
      write(group.scopes.get(i));
    }
    write(group.resource);
    out.message(RESOURCE_SPANS, mark);
  }

  private void write(Resource resource) {
    int mark = out.size();
    attributes.write(RESOURCE_ATTRIBUTES, resource.getAttributes());
    out.message(RESOURCE, mark);
  }

  private void write(SpanGroups.OfScope group) {
    int mark = out.size();
    schemaUrl(group.scope.getSchemaUrl());
    for (int i = group.spans.size() - 1; i >= 0; i--) {
      spans.write(SPANS, group.spans.get(i));
    }
    write(group.scope);
    out.message(SCOPE_SPANS, mark);
  }

  private void write(InstrumentationScopeInfo scope) {
    int mark = out.size();
    attributes.write(SCOPE_ATTRIBUTES, scope.getAttributes());
    String version = scope.getVersion();
    if (version != null) {
      out.text(SCOPE_VERSION, version);
    }
    out.text(SCOPE_NAME, scope.getName());
    out.message(SCOPE, mark);
  }

  private void schemaUrl(@Nullable String url) {
    if (url != null) {
      out.text(SCHEMA_URL, url);
    }
  }
}
