package dev.weft.instrumentation.netty;

import dev.weft.tracing.http.HttpServerGetter;
import io.netty.handler.codec.http.HttpResponse;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads requests and responses of Netty's HTTP codecs. */
final class ServerRequestGetter implements HttpServerGetter<ServerRequest, HttpResponse> {

  @Override
  public @Nullable String method(ServerRequest request) {
    return request.message().method().name();
  }

  @Override
  public String scheme(ServerRequest request) {
    return request.peer().scheme();
  }

  @Override
  public String path(ServerRequest request) {
    return RequestTarget.path(request.message().uri());
  }

  @Override
  public @Nullable String query(ServerRequest request) {
    return RequestTarget.query(request.message().uri());
  }

  @Override
  public @Nullable Iterator<String> headers(ServerRequest request, String name) {
    return HeaderLists.values(request.message().headers(), name);
  }

  @Override
  public @Nullable String header(ServerRequest request, String name) {
    return request.message().headers().get(name);
  }

  @Override
  public Iterable<String> headerNames(ServerRequest request) {
    return request.message().headers().names();
  }

  @Override
  public String protocol(ServerRequest request) {
    return request.message().protocolVersion().text();
  }

  @Override
  public @Nullable String peerAddress(ServerRequest request) {
    return request.peer().address();
  }

  @Override
  public int peerPort(ServerRequest request) {
    return request.peer().port();
  }

  @Override
  public @Nullable String serverAddress(ServerRequest request) {
    return request.peer().localAddress();
  }

  @Override
  public int serverPort(ServerRequest request) {
    return request.peer().localPort();
  }

  @Override
  public int status(ServerRequest request, HttpResponse response) {
    return response.status().code();
  }

  @Override
  public @Nullable Iterator<String> responseHeaders(
      ServerRequest request, HttpResponse response, String name) {
    return HeaderLists.values(response.headers(), name);
  }

  @Override
  public boolean takesResponseHeaders(ServerRequest request, HttpResponse response) {
    return request.takesResponseHeaders();
  }

  @Override
  public void addResponseHeader(
      ServerRequest request, HttpResponse response, String name, String value) {
    response.headers().add(name, value);
  }
}
