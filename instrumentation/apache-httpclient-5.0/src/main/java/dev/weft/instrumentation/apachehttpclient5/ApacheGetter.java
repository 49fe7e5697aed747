package dev.weft.instrumentation.apachehttpclient5;

import dev.weft.tracing.http.HttpClientGetter;
import dev.weft.tracing.http.HttpClientTracing;
import java.util.Iterator;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolVersion;
import org.jspecify.annotations.Nullable;

/** Reads requests and responses of Apache HttpClient 5. */
final class ApacheGetter implements HttpClientGetter<RoutedRequest, HttpResponse> {
  static final String MODULE = "apache-httpclient-5.0";
  static final HttpClientTracing<RoutedRequest, HttpResponse> TRACING =
      new HttpClientTracing<>(MODULE, new ApacheGetter());

  @Override
  public String method(RoutedRequest request) {
    return request.request().getMethod();
  }

  @Override
  public String url(RoutedRequest request) {
    return request.url();
  }

  @Override
  public String serverAddress(RoutedRequest request) {
    return request.host();
  }

  @Override
  public int serverPort(RoutedRequest request) {
    return request.port();
  }

  @Override
  public Iterator<String> requestHeaders(RoutedRequest request, String name) {
    return new Values(request.request(), name);
  }

  @Override
  public int status(RoutedRequest request, HttpResponse response) {
    return response.getCode();
  }

  @Override
  public Iterator<String> responseHeaders(
      RoutedRequest request, HttpResponse response, String name) {
    return new Values(response, name);
  }

  @Override
  public @Nullable String protocol(RoutedRequest request, @Nullable HttpResponse response) {
    ProtocolVersion version = response == null ? null : response.getVersion();
    return version == null ? null : version.toString();
  }

  private static final class Values implements Iterator<String> {
    private final Iterator<Header> headers;

    Values(HttpMessage message, String name) {
      headers = message.headerIterator(name);
    }

    @Override
    public boolean hasNext() {
      return headers.hasNext();
    }

    @Override
    public String next() {
      return headers.next().getValue();
    }
  }
}
