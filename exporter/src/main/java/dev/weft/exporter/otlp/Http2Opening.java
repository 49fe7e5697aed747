package dev.weft.exporter.otlp;

import java.io.IOException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.hc.core5.concurrent.BasicFuture;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.concurrent.FutureContribution;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http2.impl.nio.ClientH2PrefaceHandler;
import org.apache.hc.core5.http2.impl.nio.ClientH2StreamMultiplexerFactory;
import org.apache.hc.core5.http2.ssl.H2ClientTlsStrategy;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a connection until HTTP/2 can be spoken on it: through a proxy if there is one,
 * then TLS if it is to be. Runs on the connection's thread; told first that it is connected.
 */
final class Http2Opening implements FutureCallback<IOSession> {
  private final HttpHost target;
  private final @Nullable SSLContext tls;
  private final Timeout timeout;
  private final ClientH2StreamMultiplexerFactory streams;
  private final BasicFuture<IOSession> result = new BasicFuture<>(null);
  private @Nullable IOSession toProxy;

  Http2Opening(
      HttpHost target,
      @Nullable SSLContext tls,
      Timeout timeout,
      ClientH2StreamMultiplexerFactory streams) {
    this.target = target;
    this.tls = tls;
    this.timeout = timeout;
    this.streams = streams;
  }

  /** What speaks HTTP/2 on a connection. */
  static ClientH2PrefaceHandler http2(
      ProtocolIOSession session, ClientH2StreamMultiplexerFactory streams) {
    return new ClientH2PrefaceHandler(session, streams, false, null);
  }

  /** How it ends. */
  BasicFuture<IOSession> result() {
    return result;
  }

  /** To be told that the proxy is connected. */
  FutureCallback<IOSession> toProxy() {
    return new FutureContribution<IOSession>(result) {
      @Override
      public void completed(IOSession opened) {
        toProxy = opened;
      }
    };
  }

  /** To be told that the proxy has opened the way. */
  FutureCallback<IOSession> tunnelled() {
    return new FutureContribution<IOSession>(result) {
      @Override
      public void completed(IOSession raw) {
        // A handler of events is given what lies below the layer that TLS is added to.
        IOSession whole = toProxy;
        Http2Opening.this.completed(whole == null ? raw : whole);
      }
    };
  }

  @Override
  public void completed(IOSession opened) {
    SSLContext context = tls;
    if (context == null) {
      begin(opened);
      return;
    }
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
        new FutureContribution<TransportSecurityLayer>(result) {
          @Override
          public void completed(TransportSecurityLayer secured) {
            begin(opened);
          }
        });
  }

  @Override
  public void failed(Exception cause) {
    result.failed(cause);
  }

  @Override
  public void cancelled() {
    result.cancel();
  }

  /** A connection without a tunnel has its handler of HTTP/2 from the beginning. */
  private void begin(IOSession opened) {
    try {
      if (opened.getHandler() instanceof ProxyTunnel) {
        ClientH2PrefaceHandler handler = http2((ProtocolIOSession) opened, streams);
        opened.upgrade(handler);
        handler.connected(opened);
      }
      result.completed(opened);
    } catch (IOException e) {
      result.failed(e);
    }
  }
}
