package dev.weft.instrumentation.undertow;

import dev.weft.tracing.http.HeaderValues;
import dev.weft.tracing.http.HttpServerGetter;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads Undertow's exchanges. */
final class ExchangeGetter implements HttpServerGetter<HttpServerExchange, HttpServerExchange> {

  @Override
  public String method(HttpServerExchange exchange) {
    return exchange.getRequestMethod().toString();
  }

  @Override
  public @Nullable String scheme(HttpServerExchange exchange) {
    return exchange.getRequestScheme();
  }

  @Override
  public String path(HttpServerExchange exchange) {
    String uri = exchange.getRequestURI();
    int scheme = exchange.isHostIncludedInRequestURI() ? uri.indexOf("://") : -1;
    if (scheme < 0) {
      return uri;
    }
    int path = uri.indexOf('/', scheme + "://".length());
    return path < 0 ? "/" : uri.substring(path);
  }

  @Override
  public @Nullable String query(HttpServerExchange exchange) {
    String query = exchange.getQueryString();
    return query == null || query.isEmpty() ? null : query;
  }

  @Override
  public @Nullable Iterator<String> headers(HttpServerExchange exchange, String name) {
    return HeaderValues.of(exchange.getRequestHeaders().get(name));
  }

  @Override
  public @Nullable String header(HttpServerExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  @Override
  public Iterable<String> headerNames(HttpServerExchange exchange) {
    List<String> names = new ArrayList<>();
    for (HttpString name : exchange.getRequestHeaders().getHeaderNames()) {
      names.add(name.toString());
    }
    return names;
  }

  @Override
  public String protocol(HttpServerExchange exchange) {
    return exchange.getProtocol().toString();
  }

  @Override
  public @Nullable String peerAddress(HttpServerExchange exchange) {
    return address(peer(exchange));
  }

  @Override
  public int peerPort(HttpServerExchange exchange) {
    return port(peer(exchange));
  }

  @Override
  public @Nullable String serverAddress(HttpServerExchange exchange) {
    return address(local(exchange));
  }

  @Override
  public int serverPort(HttpServerExchange exchange) {
    return port(local(exchange));
  }

  @Override
  public int status(HttpServerExchange exchange, HttpServerExchange response) {
    return response.isResponseStarted() ? response.getStatusCode() : 0;
  }

  @Override
  public @Nullable Iterator<String> responseHeaders(
      HttpServerExchange exchange, HttpServerExchange response, String name) {
    return HeaderValues.of(response.getResponseHeaders().get(name));
  }

  @Override
  public boolean takesResponseHeaders(HttpServerExchange exchange, HttpServerExchange response) {
    return !response.isResponseStarted();
  }

  @Override
  public void addResponseHeader(
      HttpServerExchange exchange, HttpServerExchange response, String name, String value) {
    response.getResponseHeaders().add(new HttpString(name), value);
  }

  // Not the exchange's addresses, which a handler may have taken from headers.

  private static @Nullable InetSocketAddress peer(HttpServerExchange exchange) {
    return exchange.getConnection().getPeerAddress(InetSocketAddress.class);
  }

  private static @Nullable InetSocketAddress local(HttpServerExchange exchange) {
    return exchange.getConnection().getLocalAddress(InetSocketAddress.class);
  }

  private static @Nullable String address(@Nullable InetSocketAddress socket) {
    InetAddress address = socket == null ? null : socket.getAddress();
    return address == null ? null : address.getHostAddress();
  }

  private static int port(@Nullable InetSocketAddress socket) {
    return socket == null ? -1 : socket.getPort();
  }
}
