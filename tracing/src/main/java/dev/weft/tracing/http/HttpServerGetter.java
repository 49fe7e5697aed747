package dev.weft.tracing.http;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a server library's request and response.
 *
 * <p>Methods are called on the request's own threads while the operation starts or ends, and only
 * if their answer is needed. What they throw ends the span as it is and goes on to the caller, who
 * counts it.
 *
 * @param <Q> the request
 * @param <R> the response
 */
public interface HttpServerGetter<Q, R> {

  /** The method as it came, {@code GET}. */
  @Nullable String method(Q request);

  /** The scheme by which this server was reached, {@code http} or {@code https}. */
  @Nullable String scheme(Q request);

  /** The path as it came, undecoded, without the query. */
  @Nullable String path(Q request);

  /** The query as it came, without the question mark. */
  @Nullable String query(Q request);

  /** All values of a request header in order of arrival; null or empty if there is none. */
  @Nullable Iterator<String> headers(Q request, String name);

  /** The first value of a request header; libraries tell it with less ado than all of them. */
  default @Nullable String header(Q request, String name) {
    Iterator<String> values = headers(request, name);
    return values == null || !values.hasNext() ? null : values.next();
  }

  /** The names of all request headers. */
  Iterable<String> headerNames(Q request);

  /** The protocol, {@code HTTP/1.1} or {@code 1.1} alike. */
  default @Nullable String protocol(Q request) {
    return null;
  }

  /** The address of the connection's other end, a number and not a name. */
  default @Nullable String peerAddress(Q request) {
    return null;
  }

  /** The port of the connection's other end, or -1. */
  default int peerPort(Q request) {
    return -1;
  }

  /** The host to which the request was sent if no header says so. */
  default @Nullable String serverAddress(Q request) {
    return null;
  }

  /** The port to which the request was sent if no header says so, or -1. */
  default int serverPort(Q request) {
    return -1;
  }

  /** The status code that was sent, or 0 if none was. */
  int status(Q request, R response);

  /** All values of a response header; null or empty if there is none. */
  @Nullable Iterator<String> responseHeaders(Q request, R response, String name);

  /** Whether a response header that is added now will reach the client. */
  default boolean takesResponseHeaders(Q request, R response) {
    return false;
  }

  /** Adds a response header. Called if {@link #takesResponseHeaders} has just said yes. */
  default void addResponseHeader(Q request, R response, String name, String value) {}
}
