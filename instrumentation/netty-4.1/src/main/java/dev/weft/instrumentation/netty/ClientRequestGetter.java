package dev.weft.instrumentation.netty;

import dev.weft.tracing.http.HttpClientGetter;
import io.netty.handler.codec.http.HttpResponse;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads what Netty's codecs send and receive. */
final class ClientRequestGetter implements HttpClientGetter<ClientRequest, HttpResponse> {

  @Override
  public @Nullable String method(ClientRequest request) {
    return request.message().method().name();
  }

  @Override
  public String url(ClientRequest request) {
    String target = request.message().uri();
    if (RequestTarget.isAbsolute(target)) {
      return target;
    }
    String start = request.peer().scheme() + "://" + authority(request);
    return target.startsWith("/") ? start + target : start;
  }

  @Override
  public @Nullable String serverAddress(ClientRequest request) {
    return Authority.host(authority(request));
  }

  @Override
  public int serverPort(ClientRequest request) {
    return Authority.port(authority(request));
  }

  /** Host and port as the request names them, or else as the connection was made. */
  private static String authority(ClientRequest request) {
    String target = request.message().uri();
    if (RequestTarget.isAbsolute(target)) {
      return RequestTarget.authority(target);
    }
    String host = request.message().headers().get("host");
    return host == null || host.isEmpty() ? request.peer().authority() : host;
  }

  @Override
  public @Nullable Iterator<String> requestHeaders(ClientRequest request, String name) {
    return HeaderLists.values(request.message().headers(), name);
  }

  @Override
  public int status(ClientRequest request, HttpResponse response) {
    return response.status().code();
  }

  @Override
  public @Nullable Iterator<String> responseHeaders(
      ClientRequest request, HttpResponse response, String name) {
    return HeaderLists.values(response.headers(), name);
  }

  @Override
  public String protocol(ClientRequest request, @Nullable HttpResponse response) {
    return (response == null ? request.message() : response).protocolVersion().text();
  }

  @Override
  public @Nullable String peerAddress(ClientRequest request, @Nullable HttpResponse response) {
    return request.peer().address();
  }

  @Override
  public int peerPort(ClientRequest request, @Nullable HttpResponse response) {
    return request.peer().port();
  }
}
