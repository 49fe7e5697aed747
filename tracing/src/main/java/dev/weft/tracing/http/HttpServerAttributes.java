package dev.weft.tracing.http;

import static io.opentelemetry.semconv.ClientAttributes.CLIENT_ADDRESS;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_ADDRESS;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_PORT;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;
import static io.opentelemetry.semconv.UrlAttributes.URL_PATH;
import static io.opentelemetry.semconv.UrlAttributes.URL_QUERY;
import static io.opentelemetry.semconv.UrlAttributes.URL_SCHEME;
import static io.opentelemetry.semconv.UserAgentAttributes.USER_AGENT_ORIGINAL;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.CapturedHeaders;
import dev.weft.tracing.TracingSettings;
import dev.weft.tracing.UrlRedaction;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The attributes of an HTTP server span that are known when the request arrives. */
final class HttpServerAttributes<Q> implements HttpStartAttributes<Q> {
  private final HttpServerGetter<Q, ?> getter;

  HttpServerAttributes(HttpServerGetter<Q, ?> getter) {
    this.getter = getter;
  }

  @Override
  public SpanKind kind() {
    return SpanKind.SERVER;
  }

  @Override
  public @Nullable String method(Q request) {
    return getter.method(request);
  }

  @Override
  public @Nullable String path(Q request) {
    return getter.path(request);
  }

  @Override
  public @Nullable String header(Q request, String name) {
    Iterator<String> values = getter.headers(request, name);
    return values != null && values.hasNext() ? values.next() : null;
  }

  @Override
  public @Nullable String attribute(Q request, String key) {
    switch (key) {
      case "http.request.method":
        return getter.method(request);
      case "url.path":
        return getter.path(request);
      case "url.query":
        return getter.query(request);
      case "url.scheme":
        return new OriginalRequest<>(getter, request).scheme();
      case "server.address":
        HostAndPort server = new OriginalRequest<>(getter, request).server();
        return server == null ? getter.serverAddress(request) : server.host;
      case "client.address":
        return new OriginalRequest<>(getter, request).clientAddress();
      case "network.peer.address":
        return getter.peerAddress(request);
      case "user_agent.original":
        return header(request, "user-agent");
      default:
        return null;
    }
  }

  @Override
  public void write(
      Q request, @Nullable String method, TracingSettings settings, AttributeWriter attributes) {
    HttpMethodName.write(method, settings, attributes);
    OriginalRequest<Q> original = new OriginalRequest<>(getter, request);
    String scheme = original.scheme();
    attributes.put(URL_SCHEME, scheme);
    UrlRedaction redaction = settings.urlRedaction();
    attributes.put(URL_PATH, redaction.path(getter.path(request)));
    attributes.put(URL_QUERY, redaction.query(getter.query(request)));
    writeServer(request, original.server(), scheme, attributes);
    attributes.put(CLIENT_ADDRESS, original.clientAddress());
    attributes.put(USER_AGENT_ORIGINAL, header(request, "user-agent"));
    CapturedHeaders headers = settings.serverRequestHeaders();
    for (int i = 0; i < headers.size(); i++) {
      headers.write(i, getter.headers(request, headers.name(i)), attributes);
    }
    writeNetwork(request, attributes);
  }

  private void writeNetwork(Q request, AttributeWriter attributes) {
    HttpProtocol.write(getter.protocol(request), attributes);
    String peer = getter.peerAddress(request);
    attributes.put(NETWORK_PEER_ADDRESS, peer);
    if (peer != null) {
      attributes.putPort(NETWORK_PEER_PORT, getter.peerPort(request));
    }
  }

  private void writeServer(
      Q request,
      @Nullable HostAndPort server,
      @Nullable String scheme,
      AttributeWriter attributes) {
    if (server == null) {
      String address = getter.serverAddress(request);
      attributes.put(SERVER_ADDRESS, address);
      if (address != null) {
        attributes.putPort(SERVER_PORT, getter.serverPort(request));
      }
      return;
    }
    attributes.put(SERVER_ADDRESS, server.host);
    attributes.putPort(SERVER_PORT, server.port < 0 ? DefaultPort.of(scheme) : server.port);
  }
}
