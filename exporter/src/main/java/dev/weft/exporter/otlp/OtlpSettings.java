package dev.weft.exporter.otlp;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where and how spans are sent by OTLP. Immutable. */
public final class OtlpSettings {

  final Endpoint endpoint;
  final List<Map.Entry<String, String>> headers;
  final String userAgent;
  final long timeoutNanos;
  final boolean gzip;
  final boolean retry;
  final TlsMaterial tls;

  private OtlpSettings(Builder builder) {
    this.endpoint = builder.endpoint;
    this.headers = Collections.unmodifiableList(new ArrayList<>(builder.headers));
    this.userAgent = builder.userAgent;
    this.timeoutNanos = builder.timeoutNanos;
    this.gzip = builder.gzip;
    this.retry = builder.retry;
    this.tls = new TlsMaterial(builder.trusted, builder.clientKey, builder.clientCertificate);
  }

  /**
   * Begins settings with the defaults of the OTLP exporter specification.
   *
   * @param url the full address of the traces resource, such as {@code
   *     http://localhost:4318/v1/traces}; user information in it is neither sent nor logged
   * @throws IllegalArgumentException if it is not a URL of scheme http or https; the message can be
   *     shown to the user
   */
  public static Builder builder(String url) {
    return new Builder(Endpoint.parse(url));
  }

  /** Collects settings. */
  public static final class Builder {

    private final Endpoint endpoint;
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();
    private String userAgent = "Weft OTel-OTLP-Exporter-Java";
    private long timeoutNanos = TimeUnit.SECONDS.toNanos(10);
    private boolean gzip;
    private boolean retry = true;
    private byte @Nullable [] trusted;
    private byte @Nullable [] clientKey;
    private byte @Nullable [] clientCertificate;

    private Builder(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    /**
     * Adds a header to each request, such as an API key. Headers that the sender writes itself
     * cannot be replaced.
     *
     * @throws IllegalArgumentException if the name is not a token, or the value could end the
     *     header; the message does not hold the value
     */
    public Builder header(String name, String value) {
      HeaderRules.checkName(name);
      HeaderRules.checkValue(name, value);
      headers.add(new AbstractMap.SimpleImmutableEntry<>(name, value));
      return this;
    }

    /**
     * Sets {@code User-Agent}.
     *
     * @throws IllegalArgumentException if the value could end the header
     */
    public Builder userAgent(String value) {
      HeaderRules.checkValue("User-Agent", value);
      this.userAgent = value;
      return this;
    }

    /**
     * Sets the limit for a whole export, retries included; 10 s by default, 0 means none, which is
     * taken as a day.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder timeoutMillis(long millis) {
      if (millis < 0) {
        throw new IllegalArgumentException("timeout out of range: " + millis);
      }
      long day = TimeUnit.DAYS.toMillis(1);
      this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(millis == 0 ? day : Math.min(millis, day));
      return this;
    }

    /** Sets whether bodies are compressed; false by default. */
    public Builder gzip(boolean compress) {
      this.gzip = compress;
      return this;
    }

    /** Sets whether failed exports are tried again; true by default. */
    public Builder retry(boolean again) {
      this.retry = again;
      return this;
    }

    /** Sets the certificates to trust instead of the JVM's: PEM, one or more X.509. */
    public Builder trustedCertificates(byte @Nullable [] pem) {
      this.trusted = pem;
      return this;
    }

    /** Sets the key that goes with the client's certificate: PEM, PKCS #8, not encrypted. */
    public Builder clientKey(byte @Nullable [] pem) {
      this.clientKey = pem;
      return this;
    }

    /** Sets the certificate, or chain, that the collector is shown: PEM, X.509. */
    public Builder clientCertificate(byte @Nullable [] pem) {
      this.clientCertificate = pem;
      return this;
    }

    /** Returns the settings. */
    public OtlpSettings build() {
      return new OtlpSettings(this);
    }
  }
}
