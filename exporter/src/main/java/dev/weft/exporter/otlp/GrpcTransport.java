package dev.weft.exporter.otlp;

import dev.weft.exporter.DropReason;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2MultiplexingRequester;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2MultiplexingRequesterBootstrap;
import org.apache.hc.core5.http2.ssl.H2ClientTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over gRPC: one unary call per batch, over HTTP/2 as Apache HttpCore speaks it; in the clear
 * (prior knowledge) or over TLS with ALPN. No proxy.
 */
final class GrpcTransport implements Transport {
  private static final String METHOD =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  private static final long LONGEST_CONNECT_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** How soon a change of the time limit, or the end, is noticed while an answer is awaited. */
  private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final OtlpSettings settings;
  private final Clock clock;
  private final @Nullable SSLContext tls;
  private final HttpHost target;

  private volatile boolean limited;
  private volatile long limit;
  private volatile boolean closed;
  private volatile @Nullable H2MultiplexingRequester requester;

  /**
   * Creates a transport that connects with the first batch.
   *
   * @throws IllegalArgumentException if the endpoint is https and a certificate or key cannot be
   *     used; the message can be shown to the user
   */
  GrpcTransport(OtlpSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    Endpoint endpoint = settings.endpoint;
    this.tls = endpoint.secure ? settings.tls.context() : null;
    this.target =
        new HttpHost(endpoint.secure ? "https" : "http", endpoint.address(), endpoint.port);
  }

  @Override
  public Attempt send(RequestEncoder.Body body, long deadlineNanos) {
    long remaining = earliest(deadlineNanos) - clock.nanoTime();
    if (remaining <= 0) {
      return Attempt.failed(DropReason.UNREACHABLE, "no time left");
    }
    Future<Attempt> call =
        open()
            .execute(
                target,
                new BasicRequestProducer(
                    request(remaining), new BasicAsyncEntityProducer(framed(body))),
                new GrpcCall(),
                null,
                Timeout.ofMilliseconds(millis(Math.min(remaining, LONGEST_CONNECT_NANOS))),
                null,
                null);
    Attempt attempt = await(call, deadlineNanos);
    if (attempt == null) {
      call.cancel(true);
      // The connection may be dead without knowing; the next attempt begins with a new one.
      drop();
      return Attempt.failed(DropReason.UNREACHABLE, "no answer in time");
    }
    return attempt;
  }

  /** Waits for the answer; null if there is none in time. */
  private @Nullable Attempt await(Future<Attempt> call, long deadlineNanos) {
    while (true) {
      long remaining = earliest(deadlineNanos) - clock.nanoTime();
      if (remaining <= 0 || closed) {
        return null;
      }
      try {
        return call.get(Math.min(remaining, GLANCE_NANOS), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // Looks again whether there is time.
      } catch (InterruptedException e) {
        // Whoever interrupted this thread did not mean us; the exception has cleared the flag.
      } catch (CancellationException e) {
        return null;
      } catch (ExecutionException e) {
        return Attempt.failed(
            DropReason.UNREACHABLE, HeaderRules.printable(String.valueOf(e.getCause())));
      }
    }
  }

  private BasicHttpRequest request(long remainingNanos) {
    BasicHttpRequest request = new BasicHttpRequest("POST", target, METHOD);
    request.setHeader("content-type", "application/grpc");
    request.setHeader("te", "trailers");
    request.setHeader("user-agent", settings.userAgent);
    request.setHeader("grpc-timeout", millis(remainingNanos) + "m");
    if (settings.gzip) {
      request.setHeader("grpc-encoding", "gzip");
    }
    for (Map.Entry<String, String> header : settings.headers) {
      request.addHeader(header.getKey(), header.getValue());
    }
    return request;
  }

  /** The message behind its flag and length. */
  private byte[] framed(RequestEncoder.Body body) {
    int size = body.size();
    byte[] frame = new byte[GrpcCall.PREFIX + size];
    frame[0] = (byte) (settings.gzip ? 1 : 0);
    frame[1] = (byte) (size >>> 24);
    frame[2] = (byte) (size >>> 16);
    frame[3] = (byte) (size >>> 8);
    frame[4] = (byte) size;
    System.arraycopy(body.array(), 0, frame, GrpcCall.PREFIX, size);
    return frame;
  }

  private H2MultiplexingRequester open() {
    H2MultiplexingRequester current = requester;
    if (current == null) {
      current = create();
      requester = current;
      current.start();
      if (closed) {
        drop();
      }
    }
    return current;
  }

  private H2MultiplexingRequester create() {
    H2MultiplexingRequesterBootstrap bootstrap =
        H2MultiplexingRequesterBootstrap.bootstrap()
            .setH2Config(H2Config.custom().setPushEnabled(false).build())
            .setIOReactorConfig(
                IOReactorConfig.custom().setIoThreadCount(1).setTcpNoDelay(true).build())
            .setHttpProcessor(HttpProcessorBuilder.create().build());
    if (tls != null) {
      bootstrap.setTlsStrategy(
          new H2ClientTlsStrategy(
              tls,
              (endpoint, engine) -> {
                SSLParameters parameters = engine.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                engine.setSSLParameters(parameters);
              },
              null));
    }
    return bootstrap.create();
  }

  private void drop() {
    H2MultiplexingRequester current = requester;
    requester = null;
    if (current != null) {
      current.close(CloseMode.IMMEDIATE);
    }
  }

  @Override
  public void limit(long deadlineNanos) {
    limit = deadlineNanos;
    limited = true;
  }

  @Override
  public void close() {
    closed = true;
    drop();
  }

  @Override
  public Transport another() {
    return new GrpcTransport(settings, clock);
  }

  private long earliest(long deadlineNanos) {
    return limited && limit - deadlineNanos < 0 ? limit : deadlineNanos;
  }

  private static long millis(long nanos) {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
  }
}
