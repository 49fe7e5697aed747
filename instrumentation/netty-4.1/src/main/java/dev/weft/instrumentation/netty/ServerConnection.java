package dev.weft.instrumentation.netty;

import dev.weft.tracing.EnteredContext;
import dev.weft.tracing.http.HttpServerTracing;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.opentelemetry.context.Context;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a connection that are not answered yet. A client may send the next ones before;
 * answers go out in the order of the requests.
 *
 * <p>Held by an attribute of the channel. All happens on the codec's thread, but for exceptions of
 * handlers that have executors of their own.
 */
final class ServerConnection implements Outbound, ChannelFutureListener {
  private static final AttributeKey<ServerConnection> KEY =
      AttributeKey.valueOf("dev.weft.netty.server");
  private static final HttpServerTracing<ServerRequest, HttpResponse> TRACING =
      new HttpServerTracing<>(NettyHttpModule.NAME, new ServerRequestGetter());

  private final Peer peer;
  private final ArrayDeque<ServerRequest> unanswered = new ArrayDeque<>(2);

  /** The request of which messages come in; answered or not. */
  private volatile @Nullable ServerRequest received;

  private volatile @Nullable Throwable failure;

  /** Whether what is written belongs to a response before the actual one (RFC 9110, 15.2). */
  private boolean interim;

  private ServerConnection(Channel channel) {
    peer = new Peer(channel);
  }

  /** The channel's connection, from its first message on. */
  static ServerConnection of(Channel channel) {
    Attribute<ServerConnection> attribute = channel.attr(KEY);
    ServerConnection known = attribute.get();
    if (known != null) {
      return known;
    }
    ServerConnection connection = new ServerConnection(channel);
    attribute.set(connection);
    channel.closeFuture().addListener(connection);
    return connection;
  }

  /** The channel's connection if it has had a message. */
  static @Nullable ServerConnection known(Channel channel) {
    return channel.hasAttr(KEY) ? channel.attr(KEY).get() : null;
  }

  /**
   * A message of the decoder's is about to reach the handlers. The context of its request becomes
   * current.
   *
   * @return the context that was current before; null if none became
   */
  @Nullable Context receive(Object message) {
    if (message instanceof HttpRequest) {
      begin((HttpRequest) message);
    }
    ServerRequest request = received;
    return EnteredContext.enter(request == null ? null : request.context());
  }

  private void begin(HttpRequest message) {
    // One without an operation, too, is answered in its turn.
    ServerRequest request = new ServerRequest(message, peer);
    unanswered.add(request);
    received = request;
    request.begin(TRACING);
  }

  /** A handler has thrown, or reading from the connection has failed. */
  void failed(Throwable thrown) {
    ServerRequest request = received;
    if (request == null || !request.failed(thrown)) {
      failure = thrown;
    }
  }

  @Override
  public void encoding(Object message) {
    ServerRequest request = unanswered.peek();
    if (request == null || !(message instanceof HttpResponse)) {
      return;
    }
    HttpResponse response = (HttpResponse) message;
    int status = response.status().code();
    interim = status < 200 && status != ServerRequest.SWITCHING_PROTOCOLS;
    if (!interim) {
      request.responding(response);
    }
  }

  @Override
  public void encoded(Object message, @Nullable Throwable thrown) {
    ServerRequest request = unanswered.peek();
    if (request == null) {
      return;
    }
    if (thrown != null) {
      if (message instanceof HttpResponse) {
        request.takeBack();
      }
      return;
    }
    boolean last = message instanceof LastHttpContent;
    if (interim) {
      interim = !last;
    } else if (request.isResponding() && (last || request.switchesProtocols())) {
      unanswered.remove();
      request.end();
    }
  }

  /** The connection is closed: there will be no more of the answers. */
  @Override
  public void operationComplete(ChannelFuture closed) {
    for (ServerRequest request = unanswered.poll(); request != null; request = unanswered.poll()) {
      request.abort(failure);
    }
  }
}
