package dev.weft.exporter.otlp;

import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.concurrent.ThreadFactory;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends metrics by OTLP. Each lot is tried once: sums are cumulative, so that the next lot says all
 * that a lost one said. For one thread, but for what is said.
 */
public final class OtlpMetricSender {
  private final OtlpSettings settings;
  private final Transport transport;
  private final RequestEncoder.Body body = new RequestEncoder.Body();

  private OtlpMetricSender(OtlpSettings settings, Transport transport) {
    this.settings = settings;
    this.transport = transport;
  }

  /**
   * Creates a sender by HTTP and binary protobuf ({@code http/protobuf}); connects with the first
   * lot.
   *
   * @param threads makes the thread that ends exchanges which take too long; should make daemons
   * @throws IllegalArgumentException if the endpoint is https and a certificate or key cannot be
   *     used; the message can be shown to the user
   */
  public static OtlpMetricSender http(OtlpSettings settings, ThreadFactory threads) {
    return new OtlpMetricSender(settings, new HttpTransport(settings, threads, Clock.SYSTEM));
  }

  /**
   * Creates a sender by gRPC; connects with the first lot.
   *
   * @param threads makes the threads that serve connections; should make daemons
   * @throws IllegalArgumentException if the endpoint is https and a certificate or key cannot be
   *     used; the message can be shown to the user
   */
  public static OtlpMetricSender grpc(OtlpSettings settings, ThreadFactory threads) {
    return new OtlpMetricSender(
        settings, new GrpcTransport(GrpcTransport.METRICS, settings, threads, Clock.SYSTEM));
  }

  /**
   * Sends a lot, and says why it did not arrive; null if it did.
   *
   * @throws IOException if it cannot be encoded
   */
  public @Nullable String send(Collection<MetricData> metrics) throws IOException {
    body.reset();
    MetricsRequestMarshaler marshaler = MetricsRequestMarshaler.create(metrics);
    if (settings.gzip) {
      try (OutputStream compressed = new GZIPOutputStream(body)) {
        marshaler.writeBinaryTo(compressed);
      }
    } else {
      marshaler.writeBinaryTo(body);
    }
    Attempt attempt = transport.send(body, System.nanoTime() + settings.timeoutNanos);
    return attempt.failure == null ? null : attempt.why;
  }

  /** Lets nothing last beyond that time, a send in progress included. Called from any thread. */
  public void limit(long deadlineNanos) {
    transport.limit(deadlineNanos);
  }

  /** Gives up the connection. Called from any thread, more than once. */
  public void close() {
    transport.close();
  }
}
