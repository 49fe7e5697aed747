package dev.weft.tracing;

import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Writes propagation headers to a request in place of what stands there. A service that copies the
 * headers of the request it serves would else send its own caller's {@code parent-id} on.
 *
 * @param <C> what takes the headers
 */
public abstract class RequestHeaderSetter<C> implements TextMapSetter<C> {
  private static final String TRACEPARENT = "traceparent";
  private static final String TRACESTATE = "tracestate";

  @Override
  public final void set(@Nullable C request, String name, String value) {
    if (request == null) {
      return;
    }
    remove(request, name);
    if (name.equals(TRACEPARENT)) {
      // It belongs to the parent that has just gone. If ours has a state, that comes next.
      remove(request, TRACESTATE);
    }
    add(request, name, value);
  }

  /** Takes all values of a header away, whatever the case of its name. */
  protected abstract void remove(C request, String name);

  /** Adds a header of which there is none. */
  protected abstract void add(C request, String name, String value);
}
