package dev.weft.instrumentation.apachehttpclient4;

import org.apache.http.Header;
import org.apache.http.HttpRequest;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.conn.routing.HttpRoute;

/** A request on its way to a host. */
public final class RoutedRequest {
  private final HttpRoute route;
  private final HttpRequestWrapper request;

  public RoutedRequest(HttpRoute route, HttpRequestWrapper request) {
    this.route = route;
    this.request = request;
  }

  HttpRequestWrapper request() {
    return request;
  }

  String method() {
    return request.getRequestLine().getMethod();
  }

  /** As the application gave it, or else made of the host and what is asked of it. */
  String url() {
    HttpRequest original = request.getOriginal();
    if (original instanceof HttpUriRequest && ((HttpUriRequest) original).getURI().isAbsolute()) {
      return ((HttpUriRequest) original).getURI().toString();
    }
    String uri = request.getRequestLine().getUri();
    return uri.startsWith("/") ? route.getTargetHost().toURI() + uri : uri;
  }

  String host() {
    return route.getTargetHost().getHostName();
  }

  int port() {
    return route.getTargetHost().getPort();
  }

  Header[] headers(String name) {
    return request.getHeaders(name);
  }
}
