package dev.weft.agent.config;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a signal goes by OTLP: its own options where they are set, else those for all
 * signals (OTLP exporter specification, "Endpoint URLs for OTLP/HTTP").
 */
public final class OtlpTarget {
  private static final String GRPC_DEFAULT = "http://localhost:4317";

  private final Config config;
  private final OtlpOptions own;
  private final String url;
  private final boolean grpc;

  private OtlpTarget(Config config, OtlpOptions own, String url, boolean grpc) {
    this.config = config;
    this.own = own;
    this.url = url;
    this.grpc = grpc;
  }

  /** Reads the options; what is wrong with them goes to the configuration's problems. */
  public static OtlpTarget of(Config config, OtlpSignal signal) {
    OtlpOptions own = signal.options;
    String specific = config.find(own.endpoint);
    boolean grpc = either(config, own.protocol, config.get(Options.OTLP_PROTOCOL)).equals("grpc");
    if (grpc) {
      String url = withScheme(config, own, grpcEndpoint(config, specific));
      return new OtlpTarget(config, own, url, true);
    }
    String url =
        specific == null ? withPath(config.get(Options.OTLP_ENDPOINT), signal.path) : specific;
    return new OtlpTarget(config, own, url, false);
  }

  private static String grpcEndpoint(Config config, @Nullable String specific) {
    if (specific != null) {
      return specific;
    }
    boolean unset = config.setting(Options.OTLP_ENDPOINT) == null;
    return unset ? GRPC_DEFAULT : config.get(Options.OTLP_ENDPOINT);
  }

  /** Only for gRPC may the scheme be left out; it is TLS then, unless an option says otherwise. */
  private static String withScheme(Config config, OtlpOptions own, String endpoint) {
    if (endpoint.contains("://")) {
      return endpoint;
    }
    boolean insecure = either(config, own.insecure, config.get(Options.OTLP_INSECURE));
    return (insecure ? "http://" : "https://") + endpoint;
  }

  /** Whether the signal goes by gRPC, and not by HTTP with protobuf bodies. */
  public boolean grpc() {
    return grpc;
  }

  /** The full URL that batches are posted to; of a gRPC target only scheme, host and port count. */
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
        config, own.headers, general == null ? Collections.<String, String>emptyMap() : general);
  }

  /** Time for one batch in milliseconds, retries included; 0 is no limit. */
  public long timeoutMillis() {
    return either(config, own.timeout, config.get(Options.OTLP_TIMEOUT));
  }

  /** Whether bodies are compressed. */
  public boolean gzip() {
    return either(config, own.compression, config.get(Options.OTLP_COMPRESSION)).equals("gzip");
  }

  /** Whether a batch is tried again after a failure that may pass. */
  public boolean retry() {
    return !config.get(Options.OTLP_RETRY_DISABLED);
  }

  /** The PEM file of certificates to trust, or null for the JVM's own. */
  public @Nullable String certificate() {
    return file(own.certificate, Options.OTLP_CERTIFICATE);
  }

  /** The PEM file of the client's key, or null. */
  public @Nullable String clientKey() {
    return file(own.clientKey, Options.OTLP_CLIENT_KEY);
  }

  /** The PEM file of the client's certificate, or null. */
  public @Nullable String clientCertificate() {
    return file(own.clientCertificate, Options.OTLP_CLIENT_CERTIFICATE);
  }

  private static <T> T either(Config config, Option<T> specific, T general) {
    T value = config.find(specific);
    return value == null ? general : value;
  }

  private @Nullable String file(Option<String> specific, Option<String> general) {
    String path = config.find(specific);
    return path == null ? config.find(general) : path;
  }

  private static String withPath(String url, String path) {
    return url.endsWith("/") ? url + path : url + "/" + path;
  }
}
