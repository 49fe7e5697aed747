package dev.weft.instrumentation.apachehttpclient4;

import dev.weft.tracing.http.HttpClientGetter;
import dev.weft.tracing.http.HttpClientTracing;
import java.util.Iterator;
import org.apache.http.Header;
import org.apache.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Reads requests and responses of Apache HttpClient 4. */
public final class ApacheGetter implements HttpClientGetter<RoutedRequest, HttpResponse> {
  static final String MODULE = "apache-httpclient-4.3";
  static final HttpClientTracing<RoutedRequest, HttpResponse> TRACING =
      new HttpClientTracing<>(MODULE, new ApacheGetter());

  @Override
  public String method(RoutedRequest request) {
    return request.method();
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
    return new Values(request.headers(name));
  }

  @Override
  public int status(RoutedRequest request, HttpResponse response) {
    return response.getStatusLine().getStatusCode();
  }

  @Override
  public Iterator<String> responseHeaders(
      RoutedRequest request, HttpResponse response, String name) {
    return new Values(response.getHeaders(name));
  }

  @Override
  public @Nullable String protocol(RoutedRequest request, @Nullable HttpResponse response) {
    return response == null ? null : response.getProtocolVersion().toString();
  }

  private static final class Values implements Iterator<String> {
    private final Header[] headers;
    private int next;

    Values(Header[] headers) {
      this.headers = headers;
    }

    @Override
    public boolean hasNext() {
      return next < headers.length;
    }

    @Override
    public String next() {
      return headers[next++].getValue();
    }
  }
}
