package dev.weft.instrumentation.netty;

import dev.weft.tracing.EnteredContext;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a connection, each with its request. A stream is made inside the calls that tell
 * its first headers.
 *
 * <p>Held by an attribute of the channel. All happens on the connection's thread.
 */
final class Http2Streams extends Http2ConnectionAdapter {
  private static final AttributeKey<Http2Streams> KEY =
      AttributeKey.valueOf("dev.weft.netty.http2");

  /** What the names of Reactor Netty's handlers begin with: its requests have spans already. */
  private static final String REACTOR_NETTY = "reactor.";

  private final Http2Connection connection;
  private final Http2Connection.PropertyKey requests;
  private final Peer peer;
  private final boolean tracesRequests;

  /** What the next stream is made for. */
  private @Nullable Http2Request beginning;

  private int beginningStream;

  private Http2Streams(Channel channel, Http2Connection connection) {
    this.connection = connection;
    requests = connection.newKey();
    peer = new Peer(channel);
    tracesRequests = connection.isServer() || !isReactorNetty(channel);
  }

  private static boolean isReactorNetty(Channel channel) {
    for (String name : channel.pipeline().names()) {
      if (name.startsWith(REACTOR_NETTY)) {
        return true;
      }
    }
    return false;
  }

  static Http2Streams of(Channel channel, Http2Connection connection) {
    Attribute<Http2Streams> attribute = channel.attr(KEY);
    Http2Streams known = attribute.get();
    if (known != null) {
      return known;
    }
    Http2Streams streams = new Http2Streams(channel, connection);
    attribute.set(streams);
    connection.addListener(streams);
    return streams;
  }

  /** Null where the connection is served by another handler than Netty's. */
  static @Nullable Http2Streams of(ChannelHandlerContext context) {
    ChannelHandler handler = context.handler();
    return handler instanceof Http2ConnectionHandler
        ? of(context.channel(), ((Http2ConnectionHandler) handler).connection())
        : null;
  }

  /**
   * Headers are about to reach the application, which works in their request's context.
   *
   * @return the context that was current before; null if none became
   */
  @Nullable Context received(int stream, Http2Headers headers, boolean last) {
    Http2Request request = known(stream);
    if (request == null && connection.isServer() && isNew(stream)) {
      request = begin(stream, Http2ServerRequest.begin(headers, peer));
    } else if (request != null) {
      request.received(headers, last);
    }
    return enter(request);
  }

  /** Data is about to reach the application; see {@link #received(int, Http2Headers, boolean)}. */
  @Nullable Context received(int stream, boolean last) {
    Http2Request request = known(stream);
    if (request != null && last) {
      request.receivedLast();
    }
    return enter(request);
  }

  private static @Nullable Context enter(@Nullable Http2Request request) {
    return EnteredContext.enter(request == null ? null : request.context());
  }

  /** Headers are about to be written, by a method that may call another of the kind. */
  void sending(int stream, Http2Headers headers, boolean last) {
    Http2Request request = known(stream);
    if (request != null) {
      request.sending(headers, last);
    } else if (!connection.isServer() && tracesRequests) {
      beginSending(stream, headers);
    }
  }

  /** Vert.x makes a stream before it writes the request; of others it is made by the writing. */
  private void beginSending(int stream, Http2Headers headers) {
    Http2Stream made = connection.stream(stream);
    if (made == null) {
      if (isNew(stream)) {
        begin(stream, Http2ClientRequest.begin(headers, peer));
      }
    } else if (headers.method() != null) {
      Http2Request request = Http2ClientRequest.begin(headers, peer);
      if (request != null) {
        made.setProperty(requests, request);
      }
    }
  }

  /** The last data of a stream is about to be written. */
  void sendingLast(int stream) {
    Http2Request request = known(stream);
    if (request != null) {
      request.sendingLast();
    }
  }

  private boolean isNew(int stream) {
    boolean isBeginning = beginning != null && beginningStream == stream;
    return !isBeginning && connection.stream(stream) == null && stream > lastStream();
  }

  private int lastStream() {
    return connection.isServer()
        ? connection.remote().lastStreamCreated()
        : connection.local().lastStreamCreated();
  }

  private @Nullable Http2Request begin(int stream, @Nullable Http2Request request) {
    beginning = request;
    beginningStream = stream;
    return request;
  }

  private @Nullable Http2Request known(int stream) {
    Http2Stream known = connection.stream(stream);
    return known == null ? null : known.getProperty(requests);
  }

  @Override
  public void onStreamAdded(Http2Stream stream) {
    if (beginning != null && beginningStream == stream.id()) {
      stream.setProperty(requests, beginning);
      beginning = null;
    }
  }

  @Override
  public void onStreamHalfClosed(Http2Stream stream) {
    Http2Request request = stream.getProperty(requests);
    if (request != null) {
      request.endIfComplete();
    }
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    Http2Request request = stream.removeProperty(requests);
    if (request != null) {
      request.close();
    }
  }
}
