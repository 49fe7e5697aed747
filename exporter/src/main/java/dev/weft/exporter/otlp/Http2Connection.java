package dev.weft.exporter.otlp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.http.nio.command.ShutdownCommand;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.apache.hc.core5.http2.impl.nio.ClientH2StreamMultiplexerFactory;
import org.apache.hc.core5.http2.impl.nio.H2StreamListener;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.DefaultConnectingIOReactor;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOReactorShutdownException;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection as Apache HttpCore speaks it, and the thread that serves it; in the clear
 * (prior knowledge) or over TLS with ALPN. Both live and end together: a thread that died, of an
 * interrupt or for lack of memory, leaves no connection behind that nobody serves.
 */
final class Http2Connection {
  private final @Nullable SSLContext tls;
  private final ThreadFactory threads;
  private final ClientH2StreamMultiplexerFactory streams;
  private final DefaultConnectingIOReactor reactor;
  private volatile @Nullable Thread thread;
  private volatile @Nullable IOSession session;
  private volatile int latestStream;
  private volatile int lastAccepted = Integer.MAX_VALUE;
  private volatile boolean ending;

  /** Creates a connection that is not connected, and starts its thread. */
  Http2Connection(@Nullable SSLContext tls, ThreadFactory threads) {
    this.tls = tls;
    this.threads = threads;
    this.streams =
        new ClientH2StreamMultiplexerFactory(
            HttpProcessorBuilder.create().build(),
            null,
            H2Config.custom().setPushEnabled(false).build(),
            null,
            new EndListener());
    this.reactor =
        new DefaultConnectingIOReactor(
            (opened, tunnel) ->
                tunnel == null ? Http2Opening.http2(opened, streams) : (ProxyTunnel) tunnel,
            IOReactorConfig.custom().setIoThreadCount(1).setTcpNoDelay(true).build(),
            this::newThread,
            null,
            null,
            null,
            ShutdownCommand.GRACEFUL_IMMEDIATE_CALLBACK);
    reactor.start();
  }

  private Thread newThread(Runnable serve) {
    Thread serving =
        threads.newThread(
            () -> {
              try {
                serve.run();
              } catch (Throwable t) {
                // Whoever waits sees that the thread has ended, and nobody else need know.
              }
            });
    thread = serving;
    return serving;
  }

  /**
   * Begins to connect, TLS included; what comes of it is to be {@linkplain #use used}.
   *
   * @param address the target's, or that of a proxy
   * @param tunnelRequest what asks that proxy for a way to the target
   */
  Future<IOSession> connect(
      HttpHost target, InetSocketAddress address, @Nullable String tunnelRequest, Timeout timeout) {
    Http2Opening opening = new Http2Opening(target, tls, timeout, streams);
    ProxyTunnel tunnel =
        tunnelRequest == null ? null : new ProxyTunnel(tunnelRequest, opening.tunnelled());
    try {
      reactor.connect(
          target, address, null, timeout, tunnel, tunnel == null ? opening : opening.toProxy());
    } catch (IOReactorShutdownException e) {
      // Its thread has ended already.
      opening.result().failed(new ConnectionClosedException());
    }
    return opening.result();
  }

  /** Has exchanges go over this from now on. */
  void use(IOSession connected) {
    session = connected;
  }

  /** Begins an exchange; its handler is told how it ends. */
  void execute(AsyncClientExchangeHandler exchange) {
    IOSession open = session;
    if (open == null) {
      exchange.failed(new ConnectionClosedException());
      return;
    }
    open.enqueue(
        new RequestExecutionCommand(exchange, HttpCoreContext.create()), Command.Priority.NORMAL);
    if (!open.isOpen()) {
      exchange.failed(new ConnectionClosedException());
    }
  }

  /** Whether another exchange may begin, as far as is known. */
  boolean isUsable() {
    IOSession open = session;
    return open != null && open.isOpen() && !ending && isServed();
  }

  /** Whether the thread is alive, without which nothing goes on. */
  boolean isServed() {
    Thread serving = thread;
    return serving != null && serving.isAlive();
  }

  /** Whether the collector has said that it does not look at this call any more. */
  boolean hasRefused(GrpcCall call) {
    return ending && (!call.isSent() || latestStream > lastAccepted);
  }

  void close() {
    reactor.close(CloseMode.IMMEDIATE);
  }

  /** Hears a collector say that the connection ends, GOAWAY in RFC 9113, section 6.8. */
  private final class EndListener implements H2StreamListener {
    @Override
    public void onHeaderOutput(HttpConnection c, int stream, List<? extends Header> headers) {
      latestStream = stream;
    }

    @Override
    public void onFrameInput(HttpConnection connection, int stream, RawFrame frame) {
      ByteBuffer payload = frame.getPayload();
      if (frame.isType(FrameType.GOAWAY) && payload != null && payload.remaining() >= 4) {
        lastAccepted = payload.duplicate().getInt() & Integer.MAX_VALUE;
        ending = true;
      }
    }

    @Override
    public void onHeaderInput(HttpConnection c, int stream, List<? extends Header> headers) {}

    @Override
    public void onFrameOutput(HttpConnection connection, int stream, RawFrame frame) {}

    @Override
    public void onInputFlowControl(HttpConnection c, int stream, int delta, int size) {}

    @Override
    public void onOutputFlowControl(HttpConnection c, int stream, int delta, int size) {}
  }
}
