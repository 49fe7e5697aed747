package dev.weft.tracing.http;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a client library's request and response.
 *
 * <p>Methods are called while the operation starts or ends, and only if their answer is needed.
 * What they throw ends the span as it is and goes on to the caller, who counts it.
 *
 * @param <Q> the request
 * @param <R> the response
 */
public interface HttpClientGetter<Q, R> {

  /** The method, {@code GET}. */
  @Nullable String method(Q request);

  /** The absolute URL; it may hold credentials, they are redacted later. */
  @Nullable String url(Q request);

  /** The host in the URL; brackets around an IPv6 address are taken off later. */
  @Nullable String serverAddress(Q request);

  /** The port in the URL, or -1 for the scheme's own. */
  int serverPort(Q request);

  /** All values of a request header; null or empty if there is none. */
  @Nullable Iterator<String> requestHeaders(Q request, String name);

  /** The status code that was received, or 0 if none was. */
  int status(Q request, R response);

  /** All values of a response header; null or empty if there is none. */
  @Nullable Iterator<String> responseHeaders(Q request, R response, String name);

  /** The protocol, {@code HTTP/1.1} or {@code 1.1} alike. The response is null if none came. */
  default @Nullable String protocol(Q request, @Nullable R response) {
    return null;
  }

  /** The address of the connection's other end, a number and not a name. */
  default @Nullable String peerAddress(Q request, @Nullable R response) {
    return null;
  }

  /** The port of the connection's other end, or -1. */
  default int peerPort(Q request, @Nullable R response) {
    return -1;
  }
}
