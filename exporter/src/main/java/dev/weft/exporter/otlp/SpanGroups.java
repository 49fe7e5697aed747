package dev.weft.exporter.otlp;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;

/**
 * The spans of a batch by resource and scope. There are few of either, and they are mostly the same
 * objects, so they are looked for one after the other.
 */
final class SpanGroups {

  /** Those of one resource. */
  static final class OfResource {
    final Resource resource;
    final List<OfScope> scopes = new ArrayList<>();

    OfResource(Resource resource) {
      this.resource = resource;
    }
  }

  /** Those of one scope. */
  static final class OfScope {
    final InstrumentationScopeInfo scope;
    final List<SpanData> spans = new ArrayList<>();

    OfScope(InstrumentationScopeInfo scope) {
      this.scope = scope;
    }
  }

  private final List<OfResource> resources = new ArrayList<>(1);

  SpanGroups(List<SpanData> batch) {
    for (SpanData span : batch) {
      OfResource resource = ofResource(span.getResource());
      ofScope(resource.scopes, span.getInstrumentationScopeInfo()).spans.add(span);
    }
  }

  /** In the order in which they were seen first, as their scopes are. */
  List<OfResource> resources() {
    return resources;
  }

  private OfResource ofResource(Resource resource) {
    for (OfResource group : resources) {
      if (group.resource.equals(resource)) {
        return group;
      }
    }
    OfResource added = new OfResource(resource);
    resources.add(added);
    return added;
  }

  private static OfScope ofScope(List<OfScope> scopes, InstrumentationScopeInfo scope) {
    for (OfScope group : scopes) {
      if (group.scope.equals(scope)) {
        return group;
      }
    }
    OfScope added = new OfScope(scope);
    scopes.add(added);
    return added;
  }
}
