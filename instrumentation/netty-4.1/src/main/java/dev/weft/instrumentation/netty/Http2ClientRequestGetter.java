package dev.weft.instrumentation.netty;

import dev.weft.tracing.http.HttpClientGetter;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads what is sent and received by streams. */
final class Http2ClientRequestGetter implements HttpClientGetter<Http2ClientRequest, Http2Headers> {

  @Override
  public @Nullable String method(Http2ClientRequest request) {
    return Http2HeaderValues.text(request.headers().method());
  }

  @Override
  public String url(Http2ClientRequest request) {
    CharSequence scheme = request.headers().scheme();
    CharSequence path = request.headers().path();
    return (scheme == null ? request.peer().scheme() : scheme)
        + "://"
        + authority(request)
        + (path == null ? "" : path);
  }

  @Override
  public @Nullable String serverAddress(Http2ClientRequest request) {
    return Authority.host(authority(request));
  }

  @Override
  public int serverPort(Http2ClientRequest request) {
    return Authority.port(authority(request));
  }

  private static String authority(Http2ClientRequest request) {
    String authority = Http2HeaderValues.first(request.headers(), "host");
    return authority == null || authority.isEmpty() ? request.peer().authority() : authority;
  }

  @Override
  public @Nullable Iterator<String> requestHeaders(Http2ClientRequest request, String name) {
    return Http2HeaderValues.all(request.headers(), name);
  }

  @Override
  public int status(Http2ClientRequest request, Http2Headers response) {
    return Http2HeaderValues.status(response);
  }

  @Override
  public @Nullable Iterator<String> responseHeaders(
      Http2ClientRequest request, Http2Headers response, String name) {
    return Http2HeaderValues.all(response, name);
  }

  @Override
  public String protocol(Http2ClientRequest request, @Nullable Http2Headers response) {
    return "2";
  }

  @Override
  public @Nullable String peerAddress(Http2ClientRequest request, @Nullable Http2Headers response) {
    return request.peer().address();
  }

  @Override
  public int peerPort(Http2ClientRequest request, @Nullable Http2Headers response) {
    return request.peer().port();
  }
}
