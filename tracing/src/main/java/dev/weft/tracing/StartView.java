package dev.weft.tracing;

import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * What is known of operations of one kind when they start. Stateless: it reads from the library's
 * object, only what is asked for, and allocates nothing that the library does not.
 *
 * @param <Q> the library's object
 */
public interface StartView<Q> {

  /** The kind of the span. */
  SpanKind kind();

  /** The HTTP method as it came; null for what is not HTTP. */
  default @Nullable String method(Q request) {
    return null;
  }

  /** The path of the URL as it came, undecoded, without the query; null for what is not HTTP. */
  default @Nullable String path(Q request) {
    return null;
  }

  /**
   * The first value of a request header.
   *
   * @param name in lower case
   */
  default @Nullable String header(Q request, String name) {
    return null;
  }

  /**
   * The text of an attribute that the span would start with, under its name in the semantic
   * conventions; null if it has none.
   */
  @Nullable String attribute(Q request, String key);
}
