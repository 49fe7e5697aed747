package dev.weft.agent.config;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where and how spans go by OTLP: the options for spans where they are set, else those for all
 * signals (OTLP exporter specification, "Endpoint URLs for OTLP/HTTP").
 */
public final class SpanTarget {
  private static final String PATH = "v1/traces";
  private static final String GRPC_PORT = ":4317";
  private static final String HTTP_PORT = ":4318";

  private final Config config;
  private final String url;

  private SpanTarget(Config config, String url) {
    this.config = config;
    this.url = url;
  }

  /** Reads the options; what is wrong with them goes to the configuration's problems. */
  public static SpanTarget of(Config config) {
    String specific = config.find(Options.OTLP_TRACES_ENDPOINT);
    String written = specific == null ? config.get(Options.OTLP_ENDPOINT) : specific;
    String protocol =
        either(config, Options.OTLP_TRACES_PROTOCOL, config.get(Options.OTLP_PROTOCOL));
    boolean grpc = protocol.equals("grpc");
    String url = written;
    if (grpc) {
      url = httpSibling(url);
    }
    if (grpc || specific == null) {
      url = withPath(url);
    }
    if (grpc) {
      config
          .problems()
          .accept(
              Options.OTLP_PROTOCOL.name()
                  + "=grpc comes with a later version; spans go to "
                  + Printable.shorten(UrlSecrets.remove(url))
                  + " by http/protobuf");
    }
    return new SpanTarget(config, url);
  }

  /** The full URL that batches are posted to. */
  public String url() {
    return url;
  }

  /** The URL as it may be shown: without user information and query. */
  public String shownUrl() {
    return Printable.shorten(UrlSecrets.remove(url));
  }

  /** Headers of each request; their values are secrets. */
  public Map<String, String> headers() {
    Map<String, String> general = config.find(Options.OTLP_HEADERS);
    return either(
        config,
        Options.OTLP_TRACES_HEADERS,
        general == null ? Collections.<String, String>emptyMap() : general);
  }

  /** Time for one batch in milliseconds, retries included; 0 is no limit. */
  public long timeoutMillis() {
    return either(config, Options.OTLP_TRACES_TIMEOUT, config.get(Options.OTLP_TIMEOUT));
  }

  /** Whether bodies are compressed. */
  public boolean gzip() {
    return either(config, Options.OTLP_TRACES_COMPRESSION, config.get(Options.OTLP_COMPRESSION))
        .equals("gzip");
  }

  /** Whether a batch is tried again after a failure that may pass. */
  public boolean retry() {
    return !config.get(Options.OTLP_RETRY_DISABLED);
  }

  /** The PEM file of certificates to trust, or null for the JVM's own. */
  public @Nullable String certificate() {
    return file(Options.OTLP_TRACES_CERTIFICATE, Options.OTLP_CERTIFICATE);
  }

  /** The PEM file of the client's key, or null. */
  public @Nullable String clientKey() {
    return file(Options.OTLP_TRACES_CLIENT_KEY, Options.OTLP_CLIENT_KEY);
  }

  /** The PEM file of the client's certificate, or null. */
  public @Nullable String clientCertificate() {
    return file(Options.OTLP_TRACES_CLIENT_CERTIFICATE, Options.OTLP_CLIENT_CERTIFICATE);
  }

  private static <T> T either(Config config, Option<T> specific, T general) {
    T value = config.find(specific);
    return value == null ? general : value;
  }

  private @Nullable String file(Option<String> specific, Option<String> general) {
    String path = config.find(specific);
    return path == null ? config.find(general) : path;
  }

  /** Whoever sends gRPC to a collector's port 4317 finds its HTTP receiver at 4318. */
  private static String httpSibling(String url) {
    int scheme = url.indexOf("://");
    String address = scheme < 0 ? "http://" + url : url;
    int port = address.indexOf(GRPC_PORT);
    if (port < 0) {
      return address;
    }
    int rest = port + GRPC_PORT.length();
    boolean whole = rest == address.length() || !Character.isDigit(address.charAt(rest));
    return whole ? address.substring(0, port) + HTTP_PORT + address.substring(rest) : address;
  }

  private static String withPath(String url) {
    return url.endsWith("/") ? url + PATH : url + "/" + PATH;
  }
}
