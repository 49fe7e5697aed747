package dev.weft.instrumentation.apachehttpclient5;

import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/** A request on its way to a host. */
final class RoutedRequest {
  private final HttpHost target;
  private final HttpRequest request;

  RoutedRequest(HttpHost target, HttpRequest request) {
    this.target = target;
    this.request = request;
  }

  HttpRequest request() {
    return request;
  }

  /** As the application gave it, though taken apart since; through a proxy it is in one piece. */
  String url() {
    String path = request.getPath();
    if (path != null && !path.startsWith("/")) {
      return path;
    }
    URIAuthority authority = request.getAuthority();
    String host = authority == null ? target.toHostString() : authority.toString();
    return target.getSchemeName() + "://" + host + (path == null ? "/" : path);
  }

  String host() {
    return target.getHostName();
  }

  int port() {
    return target.getPort();
  }
}
