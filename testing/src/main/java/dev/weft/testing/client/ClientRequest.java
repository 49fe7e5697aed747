package dev.weft.testing.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that the library under test is to send.
 *
 * @param body null for none
 * @param timeout how long to wait for the response
 */
public record ClientRequest(
    String method, URI uri, Map<String, String> headers, @Nullable String body, Duration timeout) {

  static ClientRequest get(URI uri) {
    return new ClientRequest("GET", uri, Map.of(), null, Duration.ofSeconds(10));
  }

  ClientRequest header(String name, String value) {
    return new ClientRequest(method, uri, Map.of(name, value), body, timeout);
  }

  ClientRequest post(String text) {
    return new ClientRequest("POST", uri, headers, text, timeout);
  }

  ClientRequest timeout(Duration limit) {
    return new ClientRequest(method, uri, headers, body, limit);
  }
}
