package dev.weft.exporter.otlp;

import dev.weft.exporter.DropReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http2.H2ConnectionException;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** OTLP over gRPC: one unary call per batch, over a connection that is kept. */
final class GrpcTransport implements Transport {
  /** The method that takes metrics. */
  static final String METRICS = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

  private static final String TRACES =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  private static final long LONGEST_CONNECT_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** How soon a change of the time limit, or the end, is noticed while an answer is awaited. */
  private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final String method;
  private final OtlpSettings settings;
  private final ThreadFactory threads;
  private final Clock clock;
  private final @Nullable SSLContext tls;
  private final HttpHost target;

  private volatile boolean limited;
  private volatile long limit;
  private volatile boolean closed;
  private volatile @Nullable Http2Connection connection;

  /**
   * Creates a transport that connects with the first batch.
   *
   * @param threads makes the threads that serve connections; should make daemons
   * @throws IllegalArgumentException if the endpoint is https and a certificate or key cannot be
   *     used; the message can be shown to the user
   */
  GrpcTransport(OtlpSettings settings, ThreadFactory threads, Clock clock) {
    this(TRACES, settings, threads, clock);
  }

  /** The same for another signal than spans. */
  GrpcTransport(String method, OtlpSettings settings, ThreadFactory threads, Clock clock) {
    this.method = method;
    this.settings = settings;
    this.threads = threads;
    this.clock = clock;
    Endpoint endpoint = settings.endpoint;
    this.tls = endpoint.secure ? settings.tls.context() : null;
    this.target =
        new HttpHost(endpoint.secure ? "https" : "http", endpoint.address(), endpoint.port);
  }

  @Override
  public Attempt send(RequestEncoder.Body body, long deadlineNanos) {
    try {
      return sendFramed(framed(body), deadlineNanos);
    } catch (H2ConnectionException e) {
      return Attempt.failed(DropReason.REFUSED, HeaderRules.printable(e.toString()));
    } catch (IOException e) {
      return Attempt.failed(DropReason.UNREACHABLE, HeaderRules.printable(e.toString()));
    }
  }

  /**
   * Sends a message, and on a connection of its own if the one that was kept turns out to be
   * closed: that is its normal end, not a failure.
   */
  private Attempt sendFramed(byte[] frame, long deadlineNanos) throws IOException {
    Http2Connection kept = connection;
    if (kept != null && kept.isUsable()) {
      GrpcCall call = new GrpcCall(request(remaining(deadlineNanos)), frame);
      try {
        return exchange(kept, call, deadlineNanos);
      } catch (H2ConnectionException e) {
        throw e;
      } catch (IOException e) {
        if (call.isAnswered() || closed || remaining(deadlineNanos) <= 0) {
          throw e;
        }
      }
    }
    Http2Connection opened = connect(deadlineNanos);
    GrpcCall call = new GrpcCall(request(remaining(deadlineNanos)), frame);
    return exchange(opened, call, deadlineNanos);
  }

  private Attempt exchange(Http2Connection open, GrpcCall call, long deadlineNanos)
      throws IOException {
    try {
      open.execute(call);
      return await(call.result(), open, call, deadlineNanos);
    } finally {
      if (!call.isEnded()) {
        // Whatever went wrong, the next call begins with a new one.
        drop();
      }
    }
  }

  private Http2Connection connect(long deadlineNanos) throws IOException {
    drop();
    Http2Connection opened = new Http2Connection(tls, threads);
    connection = opened;
    boolean connected = false;
    try {
      connect(opened, deadlineNanos);
      connected = true;
    } finally {
      if (!connected || closed) {
        drop();
      }
    }
    return opened;
  }

  /** Tries each address that the name stands for: localhost may be two, one of them deaf. */
  private void connect(Http2Connection opened, long deadlineNanos) throws IOException {
    ProxyRoute proxy = ProxyRoute.to(settings.endpoint);
    String host = proxy == null ? target.getHostName() : proxy.host;
    int port = proxy == null ? target.getPort() : proxy.port;
    String tunnelRequest = proxy == null ? null : proxy.tunnelRequest(settings.endpoint);
    InetAddress[] addresses = InetAddress.getAllByName(host);
    IOException last = null;
    for (int i = 0; i < addresses.length; i++) {
      long share = remaining(deadlineNanos) / (addresses.length - i);
      if (share <= 0) {
        break;
      }
      long nanos = Math.min(share, LONGEST_CONNECT_NANOS);
      Future<IOSession> connected =
          opened.connect(
              target,
              new InetSocketAddress(addresses[i], port),
              tunnelRequest,
              Timeout.ofMilliseconds(millis(nanos)));
      try {
        opened.use(await(connected, opened, null, clock.nanoTime() + nanos));
        return;
      } catch (SocketTimeoutException e) {
        connected.cancel(true);
        last = new SocketTimeoutException("connect timed out");
      } catch (IOException e) {
        last = e;
      }
    }
    throw last != null ? last : new SocketTimeoutException("connect timed out");
  }

  private <T> T await(
      Future<T> result, Http2Connection open, @Nullable GrpcCall call, long deadlineNanos)
      throws IOException {
    while (true) {
      // Asked before the result: what the thread did last is then to be seen.
      boolean served = open.isServed();
      boolean refused = call != null && open.hasRefused(call);
      try {
        long remaining = remaining(deadlineNanos);
        return result.get(Math.max(0, Math.min(remaining, GLANCE_NANOS)), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (!served || refused || closed) {
          throw new ConnectionClosedException();
        }
        if (remaining(deadlineNanos) <= 0) {
          throw new SocketTimeoutException("no answer in time");
        }
      } catch (InterruptedException e) {
        // Whoever interrupted this thread did not mean us; the exception has cleared the flag.
      } catch (CancellationException e) {
        throw new ConnectionClosedException();
      } catch (ExecutionException e) {
        Throwable cause = e.getCause();
        throw cause instanceof IOException ? (IOException) cause : new IOException(cause);
      }
    }
  }

  private BasicHttpRequest request(long remainingNanos) {
    BasicHttpRequest request = new BasicHttpRequest("POST", target, method);
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

  private void drop() {
    Http2Connection current = connection;
    connection = null;
    if (current != null) {
      current.close();
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
    return new GrpcTransport(method, settings, threads, clock);
  }

  private long remaining(long deadlineNanos) {
    long earliest = limited && limit - deadlineNanos < 0 ? limit : deadlineNanos;
    return earliest - clock.nanoTime();
  }

  private static long millis(long nanos) {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
  }
}
