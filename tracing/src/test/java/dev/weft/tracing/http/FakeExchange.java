package dev.weft.tracing.http;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request and its response, as both sides of a made-up library see them. */
final class FakeExchange {
  String method = "GET";
  String scheme = "http";
  String path = "/users/42";
  @Nullable String query;
  String url = "http://example.com/users/42";
  String host = "example.com";
  int port = -1;
  int status = 200;
  final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  final Map<String, List<String>> responseHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  int reads;
  boolean broken;

  FakeExchange header(String name, String... values) {
    headers.put(name, Arrays.asList(values));
    return this;
  }

  static final class Server implements HttpServerGetter<FakeExchange, FakeExchange> {
    @Override
    public String method(FakeExchange request) {
      return request.method;
    }

    @Override
    public String scheme(FakeExchange request) {
      request.reads++;
      return request.scheme;
    }

    @Override
    public String path(FakeExchange request) {
      failIfBroken(request);
      request.reads++;
      return request.path;
    }

    @Override
    public @Nullable String query(FakeExchange request) {
      request.reads++;
      return request.query;
    }

    @Override
    public @Nullable Iterator<String> headers(FakeExchange request, String name) {
      return HeaderValues.of(request.headers.get(name));
    }

    @Override
    public Iterable<String> headerNames(FakeExchange request) {
      return request.headers.keySet();
    }

    @Override
    public String protocol(FakeExchange request) {
      return "HTTP/1.1";
    }

    @Override
    public String peerAddress(FakeExchange request) {
      return "10.0.0.9";
    }

    @Override
    public int peerPort(FakeExchange request) {
      return 4711;
    }

    @Override
    public int status(FakeExchange request, FakeExchange response) {
      failIfBroken(request);
      request.reads++;
      return response.status;
    }

    @Override
    public @Nullable Iterator<String> responseHeaders(
        FakeExchange request, FakeExchange response, String name) {
      return HeaderValues.of(response.responseHeaders.get(name));
    }
  }

  private static void failIfBroken(FakeExchange request) {
    if (request.broken) {
      throw new IllegalStateException("recycled");
    }
  }

  static final class Client implements HttpClientGetter<FakeExchange, FakeExchange> {
    @Override
    public String method(FakeExchange request) {
      return request.method;
    }

    @Override
    public String url(FakeExchange request) {
      request.reads++;
      return request.url;
    }

    @Override
    public String serverAddress(FakeExchange request) {
      return request.host;
    }

    @Override
    public int serverPort(FakeExchange request) {
      return request.port;
    }

    @Override
    public @Nullable Iterator<String> requestHeaders(FakeExchange request, String name) {
      return HeaderValues.of(request.headers.get(name));
    }

    @Override
    public int status(FakeExchange request, FakeExchange response) {
      return response.status;
    }

    @Override
    public @Nullable Iterator<String> responseHeaders(
        FakeExchange request, FakeExchange response, String name) {
      return HeaderValues.of(response.responseHeaders.get(name));
    }

    @Override
    public String protocol(FakeExchange request, @Nullable FakeExchange response) {
      return "HTTP_2";
    }
  }
}
