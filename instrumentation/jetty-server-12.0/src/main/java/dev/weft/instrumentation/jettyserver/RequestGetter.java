package dev.weft.instrumentation.jettyserver;

import dev.weft.tracing.http.HeaderValues;
import dev.weft.tracing.http.HttpServerGetter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Iterator;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Reads Jetty's requests, and what is sent in answer to them. */
final class RequestGetter implements HttpServerGetter<Request, TracedStream> {

  @Override
  public @Nullable String method(Request request) {
    return request.getMethod();
  }

  @Override
  public @Nullable String scheme(Request request) {
    return request.getHttpURI().getScheme();
  }

  @Override
  public @Nullable String path(Request request) {
    return request.getHttpURI().getPath();
  }

  @Override
  public @Nullable String query(Request request) {
    return request.getHttpURI().getQuery();
  }

  @Override
  public Iterator<String> headers(Request request, String name) {
    return request.getHeaders().getValuesList(name).iterator();
  }

  @Override
  public @Nullable String header(Request request, String name) {
    return request.getHeaders().get(name);
  }

  @Override
  public Iterable<String> headerNames(Request request) {
    return request.getHeaders().getFieldNamesCollection();
  }

  @Override
  public String protocol(Request request) {
    return request.getConnectionMetaData().getHttpVersion().asString();
  }

  @Override
  public @Nullable String peerAddress(Request request) {
    return address(request.getConnectionMetaData().getRemoteSocketAddress());
  }

  @Override
  public int peerPort(Request request) {
    return port(request.getConnectionMetaData().getRemoteSocketAddress());
  }

  @Override
  public @Nullable String serverAddress(Request request) {
    return address(request.getConnectionMetaData().getLocalSocketAddress());
  }

  @Override
  public int serverPort(Request request) {
    return port(request.getConnectionMetaData().getLocalSocketAddress());
  }

  @Override
  public int status(Request request, TracedStream stream) {
    MetaData.Response sent = stream.sent();
    return sent == null ? 0 : sent.getStatus();
  }

  @Override
  public @Nullable Iterator<String> responseHeaders(
      Request request, TracedStream stream, String name) {
    MetaData.Response sent = stream.sent();
    return sent == null ? null : HeaderValues.of(sent.getHttpFields().getValuesList(name));
  }

  @Override
  public boolean takesResponseHeaders(Request request, TracedStream stream) {
    return stream.open() != null;
  }

  @Override
  public void addResponseHeader(Request request, TracedStream stream, String name, String value) {
    HttpFields.Mutable headers = stream.open();
    if (headers != null) {
      headers.add(name, value);
    }
  }

  private static @Nullable String address(@Nullable SocketAddress socket) {
    InetAddress address =
        socket instanceof InetSocketAddress ? ((InetSocketAddress) socket).getAddress() : null;
    return address == null ? null : address.getHostAddress();
  }

  private static int port(@Nullable SocketAddress socket) {
    return socket instanceof InetSocketAddress ? ((InetSocketAddress) socket).getPort() : -1;
  }
}
