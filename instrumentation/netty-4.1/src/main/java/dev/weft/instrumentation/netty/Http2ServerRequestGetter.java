package dev.weft.instrumentation.netty;

import dev.weft.tracing.http.HttpServerGetter;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads requests of streams and their responses. */
final class Http2ServerRequestGetter implements HttpServerGetter<Http2ServerRequest, Http2Headers> {

  @Override
  public @Nullable String method(Http2ServerRequest request) {
    return Http2HeaderValues.text(request.headers().method());
  }

  @Override
  public String scheme(Http2ServerRequest request) {
    String scheme = Http2HeaderValues.text(request.headers().scheme());
    return scheme == null ? request.peer().scheme() : scheme;
  }

  @Override
  public @Nullable String path(Http2ServerRequest request) {
    CharSequence target = request.headers().path();
    return target == null ? null : RequestTarget.path(target.toString());
  }

  @Override
  public @Nullable String query(Http2ServerRequest request) {
    CharSequence target = request.headers().path();
    return target == null ? null : RequestTarget.query(target.toString());
  }

  @Override
  public @Nullable Iterator<String> headers(Http2ServerRequest request, String name) {
    return Http2HeaderValues.all(request.headers(), name);
  }

  @Override
  public @Nullable String header(Http2ServerRequest request, String name) {
    return Http2HeaderValues.first(request.headers(), name);
  }

  @Override
  public Iterable<String> headerNames(Http2ServerRequest request) {
    List<String> names = new ArrayList<>();
    for (CharSequence name : request.headers().names()) {
      names.add(name.toString());
    }
    return names;
  }

  @Override
  public String protocol(Http2ServerRequest request) {
    return "2";
  }

  @Override
  public @Nullable String peerAddress(Http2ServerRequest request) {
    return request.peer().address();
  }

  @Override
  public int peerPort(Http2ServerRequest request) {
    return request.peer().port();
  }

  @Override
  public @Nullable String serverAddress(Http2ServerRequest request) {
    return request.peer().localAddress();
  }

  @Override
  public int serverPort(Http2ServerRequest request) {
    return request.peer().localPort();
  }

  @Override
  public int status(Http2ServerRequest request, Http2Headers response) {
    return Http2HeaderValues.status(response);
  }

  @Override
  public @Nullable Iterator<String> responseHeaders(
      Http2ServerRequest request, Http2Headers response, String name) {
    return Http2HeaderValues.all(response, name);
  }

  @Override
  public boolean takesResponseHeaders(Http2ServerRequest request, Http2Headers response) {
    return request.takesResponseHeaders();
  }

  @Override
  public void addResponseHeader(
      Http2ServerRequest request, Http2Headers response, String name, String value) {
    response.add(name, value);
  }
}
