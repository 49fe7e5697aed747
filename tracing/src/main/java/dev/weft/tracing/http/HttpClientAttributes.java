package dev.weft.tracing.http;

import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;
import static io.opentelemetry.semconv.UrlAttributes.URL_FULL;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.CapturedHeaders;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The attributes of an HTTP client span that are known when the request is sent. */
final class HttpClientAttributes<Q> implements HttpStartAttributes<Q> {
  private final HttpClientGetter<Q, ?> getter;

  HttpClientAttributes(HttpClientGetter<Q, ?> getter) {
    this.getter = getter;
  }

  @Override
  public SpanKind kind() {
    return SpanKind.CLIENT;
  }

  @Override
  public @Nullable String method(Q request) {
    return getter.method(request);
  }

  @Override
  public @Nullable String path(Q request) {
    String url = getter.url(request);
    return url == null ? null : UrlPath.of(url);
  }

  @Override
  public @Nullable String header(Q request, String name) {
    Iterator<String> values = getter.requestHeaders(request, name);
    return values != null && values.hasNext() ? values.next() : null;
  }

  @Override
  public @Nullable String attribute(Q request, String key) {
    switch (key) {
      case "http.request.method":
        return getter.method(request);
      case "url.full":
        return getter.url(request);
      case "server.address":
        return getter.serverAddress(request);
      default:
        return null;
    }
  }

  @Override
  public void write(
      Q request, @Nullable String method, TracingSettings settings, AttributeWriter attributes) {
    HttpMethodName.write(method, settings, attributes);
    String url = getter.url(request);
    if (url != null) {
      attributes.put(URL_FULL, settings.urlRedaction().url(url));
    }
    String address = getter.serverAddress(request);
    if (address != null) {
      attributes.put(SERVER_ADDRESS, unbracketed(address));
      int port = getter.serverPort(request);
      attributes.putPort(SERVER_PORT, port > 0 || url == null ? port : DefaultPort.ofUrl(url));
    }
    // Some libraries hide the headers once the request is sent.
    CapturedHeaders headers = settings.clientRequestHeaders();
    for (int i = 0; i < headers.size(); i++) {
      headers.write(i, getter.requestHeaders(request, headers.name(i)), attributes);
    }
  }

  /** Brackets around an IPv6 address belong to the URL. */
  private static String unbracketed(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return bracketed ? host.substring(1, host.length() - 1) : host;
  }
}
