package dev.weft.exporter.otlp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.hc.core5.concurrent.BasicFuture;
import org.apache.hc.core5.concurrent.FutureContribution;
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
import org.apache.hc.core5.http2.impl.nio.ClientH2PrefaceHandler;
import org.apache.hc.core5.http2.impl.nio.ClientH2StreamMultiplexerFactory;
import org.apache.hc.core5.http2.impl.nio.H2StreamListener;
import org.apache.hc.core5.http2.ssl.H2ClientTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.DefaultConnectingIOReactor;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOReactorShutdownException;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
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
    ClientH2StreamMultiplexerFactory streams =
        new ClientH2StreamMultiplexerFactory(
            HttpProcessorBuilder.create().build(),
            null,
            H2Config.custom().setPushEnabled(false).build(),
            null,
            new EndListener());
    this.reactor =
        new DefaultConnectingIOReactor(
            (connecting, attachment) ->
                new ClientH2PrefaceHandler(connecting, streams, false, null),
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

  /** Begins to connect, TLS included. */
  Future<IOSession> connect(HttpHost target, InetSocketAddress address, Timeout timeout) {
    BasicFuture<IOSession> connected = new BasicFuture<>(null);
    try {
      reactor.connect(
          target,
          address,
          null,
          timeout,
          null,
          new FutureContribution<IOSession>(connected) {
            @Override
            public void completed(IOSession opened) {
              session = opened;
              SSLContext context = tls;
              if (context == null) {
                connected.completed(opened);
              } else {
                secure(context, opened, target, timeout, connected);
              }
            }
          });
    } catch (IOReactorShutdownException e) {
      // Its thread has ended already.
      connected.failed(new ConnectionClosedException());
    }
    return connected;
  }

  private static void secure(
      SSLContext context,
      IOSession opened,
      HttpHost target,
      Timeout timeout,
      BasicFuture<IOSession> connected) {
    H2ClientTlsStrategy strategy =
        new H2ClientTlsStrategy(
            context,
            (endpoint, engine) -> {
              SSLParameters parameters = engine.getSSLParameters();
              parameters.setEndpointIdentificationAlgorithm("HTTPS");
              engine.setSSLParameters(parameters);
            },
            null);
    strategy.upgrade(
        (TransportSecurityLayer) opened,
        target,
        null,
        timeout,
        new FutureContribution<TransportSecurityLayer>(connected) {
          @Override
          public void completed(TransportSecurityLayer secured) {
            connected.completed(opened);
          }
        });
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
