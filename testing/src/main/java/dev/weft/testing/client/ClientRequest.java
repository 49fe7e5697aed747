package dev.weft.testing.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that the library under test is to send.
 *
 * @param headers to be added in order; a name may come more than once
 * @param body null for none
 * @param streamed whether the body is to be sent as a stream whose length is not known beforehand
 * @param timeout how long to wait for the response
 */
public record ClientRequest(
    String method,
    URI uri,
    List<Header> headers,
    @Nullable String body,
    boolean streamed,
    Duration timeout) {

  /** One header line. */
  public record Header(String name, String value) {}

  static ClientRequest get(URI uri) {
    return new ClientRequest("GET", uri, List.of(), null, false, Duration.ofSeconds(10));
  }

  ClientRequest header(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new ClientRequest(method, uri, List.copyOf(more), body, streamed, timeout);
  }

  ClientRequest post(String text) {
    return new ClientRequest("POST", uri, headers, text, false, timeout);
  }

  ClientRequest postStreamed(String text) {
    return new ClientRequest("POST", uri, headers, text, true, timeout);
  }

  ClientRequest timeout(Duration limit) {
    return new ClientRequest(method, uri, headers, body, streamed, limit);
  }
}
