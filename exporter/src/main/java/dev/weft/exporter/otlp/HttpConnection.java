package dev.weft.exporter.otlp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive HTTP/1.1 connection to the collector, on plain sockets: {@code HttpURLConnection}
 * would obey the application's {@code Authenticator}, {@code CookieHandler}, {@code ProxySelector},
 * stream handlers and {@code http.*} properties, repeat a POST and follow redirects on its own, and
 * run through our own instrumentation of it; {@code java.net.http} is not in Java 8 and costs 300
 * ms CPU.
 *
 * <p>For one thread, but for {@link #abort}.
 */
final class HttpConnection {

  private static final long LONGEST_CONNECT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Endpoint endpoint;
  private final @Nullable SSLSocketFactory tls;
  private final ExchangeGuard guard;
  private final Clock clock;

  /** What is closed to end an exchange: closing an SSLSocket can wait for a stuck write. */
  private volatile @Nullable Socket plain;

  /** What is written to: {@link #plain}, or TLS over it. Null if there is no connection. */
  private @Nullable Socket stream;

  HttpConnection(
      Endpoint endpoint, @Nullable SSLSocketFactory tls, ExchangeGuard guard, Clock clock) {
    this.endpoint = endpoint;
    this.tls = tls;
    this.guard = guard;
    this.clock = clock;
  }

  /**
   * Sends a request and reads the answer. A kept-alive connection that turns out to be closed is
   * replaced at once: that is its normal end, not a failure.
   *
   * @throws MalformedResponseException if the answer is not HTTP
   * @throws IOException if there is no answer by the deadline
   */
  HttpResponse post(HttpRequest request, long deadlineNanos) throws IOException {
    Socket kept = stream;
    if (kept != null) {
      Exchange exchange = new Exchange(kept);
      try {
        return exchange.run(request, deadlineNanos);
      } catch (MalformedResponseException e) {
        throw e;
      } catch (IOException e) {
        if (exchange.answerHasBegun() || remaining(deadlineNanos) <= 0) {
          throw e;
        }
      }
    }
    return new Exchange(connect(deadlineNanos)).run(request, deadlineNanos);
  }

  /** Ends the connection and an exchange in progress. Called from any thread. */
  void abort() {
    Socket current = plain;
    if (current != null) {
      ExchangeGuard.closeQuietly(current);
    }
  }

  private Socket connect(long deadlineNanos) throws IOException {
    ProxyRoute proxy = ProxyRoute.to(endpoint);
    Socket connected =
        proxy == null
            ? open(endpoint.address(), endpoint.port, deadlineNanos)
            : open(proxy.host, proxy.port, deadlineNanos);
    plain = connected;
    stream = tls == null ? connected : secure(tls, connected, proxy, deadlineNanos);
    return stream;
  }

  /** Tries each address that the name stands for: localhost may be two, one of them deaf. */
  private Socket open(String host, int port, long deadlineNanos) throws IOException {
    InetAddress[] addresses = InetAddress.getAllByName(host);
    IOException last = null;
    for (int i = 0; i < addresses.length; i++) {
      long share = remaining(deadlineNanos) / (addresses.length - i);
      if (share <= 0) {
        break;
      }
      // NO_PROXY, lest the socket ask the application's ProxySelector for a SOCKS proxy.
      Socket socket = new Socket(Proxy.NO_PROXY);
      guard.arm(socket, deadlineNanos);
      try {
        socket.setTcpNoDelay(true);
        socket.connect(
            new InetSocketAddress(addresses[i], port),
            millis(Math.min(share, LONGEST_CONNECT_NANOS)));
        return socket;
      } catch (IOException e) {
        ExchangeGuard.closeQuietly(socket);
        last = e;
      } finally {
        guard.disarm();
      }
    }
    throw last != null ? last : new SocketTimeoutException("connect timed out");
  }

  private Socket secure(
      SSLSocketFactory factory, Socket connected, @Nullable ProxyRoute proxy, long deadlineNanos)
      throws IOException {
    guard.arm(connected, deadlineNanos);
    try {
      if (proxy != null) {
        tunnel(connected, proxy);
      }
      SSLSocket secured =
          (SSLSocket) factory.createSocket(connected, endpoint.address(), endpoint.port, true);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (IOException e) {
      drop();
      throw remaining(deadlineNanos) > 0
          ? e
          : new SocketTimeoutException("TLS handshake timed out");
    } finally {
      guard.disarm();
    }
  }

  private void tunnel(Socket connected, ProxyRoute proxy) throws IOException {
    byte[] request = proxy.tunnelRequest(endpoint).getBytes(StandardCharsets.US_ASCII);
    connected.getOutputStream().write(request);
    int status = new HttpResponseReader(connected.getInputStream()).readTunnelStatus();
    if (status != 200) {
      throw new IOException("the proxy answered " + status);
    }
  }

  private void drop() {
    abort();
    plain = null;
    stream = null;
  }

  private long remaining(long deadlineNanos) {
    return deadlineNanos - clock.nanoTime();
  }

  private static int millis(long nanos) {
    return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  /** One request and its answer. */
  private final class Exchange {

    private final Socket socket;
    private @Nullable HttpResponseReader reader;

    Exchange(Socket socket) {
      this.socket = socket;
    }

    boolean answerHasBegun() {
      return reader != null && reader.hasBegun();
    }

    HttpResponse run(HttpRequest request, long deadlineNanos) throws IOException {
      boolean reusable = false;
      guard.arm(plainSocket(), deadlineNanos);
      try {
        OutputStream out = socket.getOutputStream();
        request.writeTo(out);
        out.flush();
        HttpResponseReader answer = new HttpResponseReader(socket.getInputStream());
        reader = answer;
        HttpResponse response = answer.read();
        reusable = response.reusable;
        return response;
      } catch (MalformedResponseException e) {
        throw e;
      } catch (IOException e) {
        throw remaining(deadlineNanos) > 0 ? e : new SocketTimeoutException("no answer in time");
      } finally {
        guard.disarm();
        if (!reusable) {
          drop();
        }
      }
    }

    private Socket plainSocket() {
      Socket current = plain;
      return current == null ? socket : current;
    }
  }
}
