package dev.weft.exporter.otlp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A POST whose body is a part of an array. */
final class HttpRequest {

  private final String fixedHead;
  private byte[] body = new byte[0];
  private int length;

  /** Prepares what is the same in every request. */
  HttpRequest(OtlpSettings settings) {
    Endpoint endpoint = settings.endpoint;
    ProxyRoute proxy = endpoint.secure ? null : ProxyRoute.to(endpoint);
    StringBuilder head = new StringBuilder(256);
    head.append("POST ");
    if (proxy != null) {
      // A proxy wants the absolute form, RFC 9112, section 3.2.2.
      head.append("http://").append(endpoint.authority());
    }
    head.append(endpoint.target).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(endpoint.authority()).append("\r\n");
    if (proxy != null) {
      head.append(proxy.authorizationHeader());
    }
    head.append("User-Agent: ").append(settings.userAgent).append("\r\n");
    head.append("Content-Type: application/x-protobuf\r\n");
    if (settings.gzip) {
      head.append("Content-Encoding: gzip\r\n");
    }
    for (Map.Entry<String, String> header : settings.headers) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    this.fixedHead = head.append("Content-Length: ").toString();
  }

  HttpRequest with(byte[] bytes, int count) {
    this.body = bytes;
    this.length = count;
    return this;
  }

  void writeTo(OutputStream out) throws IOException {
    String head = fixedHead + length + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body, 0, length);
  }
}
