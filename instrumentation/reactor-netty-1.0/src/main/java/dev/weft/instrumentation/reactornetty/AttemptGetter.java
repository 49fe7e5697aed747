package dev.weft.instrumentation.reactornetty;

import dev.weft.tracing.http.HeaderValues;
import dev.weft.tracing.http.HttpClientGetter;
import dev.weft.tracing.http.HttpClientTracing;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;

/** Reads what Reactor Netty sends and receives. */
final class AttemptGetter implements HttpClientGetter<Attempt, HttpClientResponse> {
  static final String MODULE = "reactor-netty-1.0";
  static final HttpClientTracing<Attempt, HttpClientResponse> TRACING =
      new HttpClientTracing<>(MODULE, new AttemptGetter());

  @Override
  public @Nullable String method(Attempt attempt) {
    return attempt.target().method;
  }

  @Override
  public @Nullable String url(Attempt attempt) {
    return attempt.target().url;
  }

  @Override
  public @Nullable String serverAddress(Attempt attempt) {
    return attempt.target().host();
  }

  @Override
  public int serverPort(Attempt attempt) {
    return attempt.target().port();
  }

  @Override
  public @Nullable Iterator<String> requestHeaders(Attempt attempt, String name) {
    HttpClientRequest request = attempt.request();
    return request == null ? null : HeaderValues.of(request.requestHeaders().getAll(name));
  }

  @Override
  public int status(Attempt attempt, HttpClientResponse response) {
    return response.status().code();
  }

  @Override
  public @Nullable Iterator<String> responseHeaders(
      Attempt attempt, HttpClientResponse response, String name) {
    return HeaderValues.of(response.responseHeaders().getAll(name));
  }

  @Override
  public @Nullable String protocol(Attempt attempt, @Nullable HttpClientResponse response) {
    Connection connection = attempt.connection();
    if (response == null || connection == null) {
      return null;
    }
    // Of a stream the library tells the version of what the request is translated from.
    return connection.channel() instanceof Http2StreamChannel ? "2" : response.version().text();
  }

  @Override
  public @Nullable String peerAddress(Attempt attempt, @Nullable HttpClientResponse response) {
    InetSocketAddress peer = peer(attempt);
    InetAddress address = peer == null ? null : peer.getAddress();
    return address == null ? null : address.getHostAddress();
  }

  @Override
  public int peerPort(Attempt attempt, @Nullable HttpClientResponse response) {
    InetSocketAddress peer = peer(attempt);
    return peer == null ? -1 : peer.getPort();
  }

  private static @Nullable InetSocketAddress peer(Attempt attempt) {
    Connection connection = attempt.connection();
    if (connection == null) {
      return null;
    }
    Channel channel = connection.channel();
    // A stream has its connection's addresses only since Netty 4.1.60.
    Channel socket = channel.parent() == null ? channel : channel.parent();
    SocketAddress address = socket.remoteAddress();
    return address instanceof InetSocketAddress ? (InetSocketAddress) address : null;
  }
}
