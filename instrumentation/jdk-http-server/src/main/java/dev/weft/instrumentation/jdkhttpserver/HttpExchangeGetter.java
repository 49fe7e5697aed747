package dev.weft.instrumentation.jdkhttpserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import dev.weft.tracing.http.HeaderValues;
import dev.weft.tracing.http.HttpServerGetter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads exchanges of the JDK's server. */
final class HttpExchangeGetter implements HttpServerGetter<HttpExchange, HttpExchange> {

  @Override
  public @Nullable String method(HttpExchange exchange) {
    return exchange.getRequestMethod();
  }

  @Override
  public String scheme(HttpExchange exchange) {
    return exchange instanceof HttpsExchange ? "https" : "http";
  }

  @Override
  public @Nullable String path(HttpExchange exchange) {
    return exchange.getRequestURI().getRawPath();
  }

  @Override
  public @Nullable String query(HttpExchange exchange) {
    return exchange.getRequestURI().getRawQuery();
  }

  @Override
  public @Nullable Iterator<String> headers(HttpExchange exchange, String name) {
    return values(exchange.getRequestHeaders(), name);
  }

  @Override
  public @Nullable String header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  @Override
  public Iterable<String> headerNames(HttpExchange exchange) {
    return exchange.getRequestHeaders().keySet();
  }

  @Override
  public @Nullable String protocol(HttpExchange exchange) {
    return exchange.getProtocol();
  }

  @Override
  public @Nullable String peerAddress(HttpExchange exchange) {
    return address(exchange.getRemoteAddress());
  }

  @Override
  public int peerPort(HttpExchange exchange) {
    return port(exchange.getRemoteAddress());
  }

  @Override
  public @Nullable String serverAddress(HttpExchange exchange) {
    return address(exchange.getLocalAddress());
  }

  @Override
  public int serverPort(HttpExchange exchange) {
    return port(exchange.getLocalAddress());
  }

  @Override
  public int status(HttpExchange exchange, HttpExchange response) {
    // -1 before a response is sent.
    return Math.max(0, response.getResponseCode());
  }

  @Override
  public @Nullable Iterator<String> responseHeaders(
      HttpExchange exchange, HttpExchange response, String name) {
    return values(response.getResponseHeaders(), name);
  }

  @Override
  public boolean takesResponseHeaders(HttpExchange exchange, HttpExchange response) {
    return response.getResponseCode() < 0;
  }

  @Override
  public void addResponseHeader(
      HttpExchange exchange, HttpExchange response, String name, String value) {
    response.getResponseHeaders().add(name, value);
  }

  private static @Nullable Iterator<String> values(Headers headers, String name) {
    return HeaderValues.of(headers.get(name));
  }

  private static @Nullable String address(@Nullable InetSocketAddress socket) {
    InetAddress address = socket == null ? null : socket.getAddress();
    return address == null ? null : address.getHostAddress();
  }

  private static int port(@Nullable InetSocketAddress socket) {
    return socket == null ? -1 : socket.getPort();
  }
}
