package dev.weft.tracing.http;

import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PROTOCOL_NAME;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PROTOCOL_VERSION;

import dev.weft.tracing.AttributeWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The protocol under a request, from the spellings of the libraries: {@code HTTP/1.1}, {@code 1.1},
 * {@code HTTP_1_1}, {@code h2}. The name is written only if it is not {@code http} (conventions, on
 * {@code network.protocol.name}).
 */
final class HttpProtocol {
  private static final int LONGEST = 32;

  private HttpProtocol() {}

  static void write(@Nullable String protocol, AttributeWriter attributes) {
    if (protocol == null || protocol.isEmpty() || protocol.length() > LONGEST) {
      return;
    }
    String version = usual(protocol);
    if (version != null) {
      attributes.put(NETWORK_PROTOCOL_VERSION, version);
      return;
    }
    int slash = protocol.indexOf('/');
    if (slash > 0) {
      String name = protocol.substring(0, slash).toLowerCase(Locale.ROOT);
      if (!name.equals("http")) {
        attributes.put(NETWORK_PROTOCOL_NAME, name);
      }
    }
    attributes.put(NETWORK_PROTOCOL_VERSION, protocol.substring(slash + 1));
  }

  private static @Nullable String usual(String protocol) {
    switch (protocol) {
      case "HTTP/1.1":
      case "HTTP_1_1":
      case "http/1.1":
      case "1.1":
        return "1.1";
      case "HTTP/1.0":
      case "HTTP_1_0":
      case "http/1.0":
      case "1.0":
        return "1.0";
      case "HTTP/2":
      case "HTTP/2.0":
      case "HTTP_2":
      case "h2":
      case "h2c":
      case "h2_prior_knowledge":
      case "2.0":
      case "2":
        return "2";
      case "HTTP/3":
      case "HTTP/3.0":
      case "HTTP_3":
      case "h3":
      case "3.0":
      case "3":
        return "3";
      default:
        return null;
    }
  }
}
