package dev.weft.tracing.http;

import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;
import static io.opentelemetry.semconv.UrlAttributes.URL_FULL;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.CapturedHeaders;
import dev.weft.tracing.TracingSettings;
import org.jspecify.annotations.Nullable;

/** The attributes of an HTTP client span that are known when the request is sent. */
final class HttpClientAttributes<Q> {
  private final HttpClientGetter<Q, ?> getter;

  HttpClientAttributes(HttpClientGetter<Q, ?> getter) {
    this.getter = getter;
  }

  /** Those that the conventions want at the span's creation, for the sampler to see. */
  void writeForSampler(
      Q request, @Nullable String method, TracingSettings settings, AttributeWriter attributes) {
    HttpMethodName.write(method, settings, attributes);
    String url = getter.url(request);
    if (url != null) {
      attributes.put(URL_FULL, settings.urlRedaction().url(url));
    }
    String address = getter.serverAddress(request);
    if (address != null) {
      attributes.put(SERVER_ADDRESS, address);
      int port = getter.serverPort(request);
      attributes.putPort(SERVER_PORT, port > 0 || url == null ? port : DefaultPort.ofUrl(url));
    }
  }

  /** The others. Headers are read now: some libraries hide them once the request is sent. */
  void write(Q request, TracingSettings settings, AttributeWriter attributes) {
    CapturedHeaders headers = settings.clientRequestHeaders();
    for (int i = 0; i < headers.size(); i++) {
      headers.write(i, getter.requestHeaders(request, headers.name(i)), attributes);
    }
  }
}
