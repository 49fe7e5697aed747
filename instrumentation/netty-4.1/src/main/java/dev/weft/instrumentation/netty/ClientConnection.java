package dev.weft.instrumentation.netty;

import dev.weft.tracing.EnteredContext;
import dev.weft.tracing.http.HttpClientTracing;
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
 * The requests that a connection has sent and that are not answered yet. Answers come in the order
 * of the requests.
 *
 * <p>Held by an attribute of the channel. All happens on the codec's thread.
 */
final class ClientConnection implements Outbound, ChannelFutureListener {
  private static final AttributeKey<ClientConnection> KEY =
      AttributeKey.valueOf("dev.weft.netty.client");
  private static final HttpClientTracing<ClientRequest, HttpResponse> TRACING =
      new HttpClientTracing<>(NettyHttpModule.NAME, new ClientRequestGetter());

  /** A handler of Reactor Netty's, whose requests have spans by an instrumentation of its own. */
  private static final String REACTOR_NETTY = "reactor.right.reactiveBridge";

  private final Channel channel;
  private final Peer peer;
  private final ArrayDeque<ClientRequest> unanswered = new ArrayDeque<>(2);
  private @Nullable Throwable failure;

  /** Whether what comes belongs to a response before the actual one (RFC 9110, 15.2). */
  private boolean interim;

  private ClientConnection(Channel channel) {
    this.channel = channel;
    peer = new Peer(channel);
  }

  /** The channel's connection, from its first message on. */
  static ClientConnection of(Channel channel) {
    Attribute<ClientConnection> attribute = channel.attr(KEY);
    ClientConnection known = attribute.get();
    if (known != null) {
      return known;
    }
    ClientConnection connection = new ClientConnection(channel);
    attribute.set(connection);
    channel.closeFuture().addListener(connection);
    return connection;
  }

  /** The channel's connection if it has had a message. */
  static @Nullable ClientConnection known(Channel channel) {
    return channel.hasAttr(KEY) ? channel.attr(KEY).get() : null;
  }

  @Override
  public void encoding(Object message) {
    if (message instanceof HttpRequest) {
      // One without an operation, too, is answered in its turn.
      ClientRequest request = new ClientRequest((HttpRequest) message, peer);
      unanswered.add(request);
      if (channel.pipeline().get(REACTOR_NETTY) == null) {
        request.begin(TRACING);
      }
    }
  }

  @Override
  public void encoded(Object message, @Nullable Throwable thrown) {
    if (thrown != null && message instanceof HttpRequest) {
      ClientRequest request = unanswered.pollLast();
      if (request != null) {
        request.abort(thrown);
      }
    } else if (channel.closeFuture().isDone()) {
      // Written by who has not noticed yet, or is just told: the end is told only once.
      endAll();
    }
  }

  /**
   * A message of the decoder's is about to reach the handlers. The context in which its request was
   * written becomes current.
   *
   * @return the context that was current before; null if none became
   */
  @Nullable Context receive(Object message) {
    ClientRequest request = unanswered.peek();
    if (request == null) {
      return null;
    }
    if (message instanceof HttpResponse) {
      int status = ((HttpResponse) message).status().code();
      interim = status < 200 && status != ClientRequest.SWITCHING_PROTOCOLS;
      if (!interim) {
        request.responding((HttpResponse) message);
      }
    }
    boolean last = message instanceof LastHttpContent;
    if (interim) {
      interim = !last;
    } else if (last || request.switchesProtocols()) {
      unanswered.remove();
      request.end();
    }
    return EnteredContext.enter(request.caller());
  }

  /** A handler has thrown, or the connection has failed, which it may not survive. */
  void failed(Throwable thrown) {
    failure = thrown;
  }

  /** The connection is closed: there will be no more of the answers. */
  @Override
  public void operationComplete(ChannelFuture closed) {
    endAll();
  }

  private void endAll() {
    Throwable cause = failure == null ? Peer.closed() : failure;
    for (ClientRequest request = unanswered.poll(); request != null; request = unanswered.poll()) {
      request.abort(cause);
    }
  }
}
