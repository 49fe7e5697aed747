package dev.weft.instrumentation.netty;

import dev.weft.testing.client.ClientRequest;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A client that keeps a connection for the next request, and waits for each answer. */
final class NettyClient implements AutoCloseable {
  /** An answer's status, and where it redirects to. */
  private record Answer(int status, String location) {}

  private static final AttributeKey<CompletableFuture<Answer>> WAITING =
      AttributeKey.valueOf("test.waiting");

  private final ChannelGroup opened = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final ThreadLocal<Channel> connections = new ThreadLocal<>();
  private final Supplier<ChannelHandler[]> codecs;

  NettyClient(Supplier<ChannelHandler[]> codecs) {
    this.codecs = codecs;
  }

  /** Sends a request and follows redirects. */
  int send(ClientRequest request) throws Exception {
    URI uri = request.uri();
    Answer answer = exchange(request, uri);
    while (answer.status == 302) {
      uri = uri.resolve(answer.location);
      answer = exchange(request, uri);
    }
    return answer.status;
  }

  private Answer exchange(ClientRequest request, URI uri) throws Exception {
    Channel channel = connection(uri);
    CompletableFuture<Answer> waiting = new CompletableFuture<>();
    channel.attr(WAITING).set(waiting);
    channel
        .closeFuture()
        .addListener(closed -> waiting.completeExceptionally(new IOException("closed")));
    write(channel, request, uri);
    try {
      return waiting.get(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : e;
    }
  }

  private Channel connection(URI uri) throws InterruptedException {
    Channel kept = connections.get();
    if (kept != null && kept.isActive()) {
      return kept;
    }
    Channel connected =
        new Bootstrap()
            .group(Loops.ALL)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(codecs.get()).addLast(new AnswerHandler());
                  }
                })
            .connect(uri.getHost(), uri.getPort())
            .sync()
            .channel();
    opened.add(connected);
    connections.set(connected);
    return connected;
  }

  private static void write(Channel channel, ClientRequest request, URI uri) {
    HttpMethod method = HttpMethod.valueOf(request.method());
    String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    if (request.streamed()) {
      HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, target);
      addHeaders(head, request, uri);
      head.headers().set("Transfer-Encoding", "chunked");
      channel.write(head);
      channel.write(
          new DefaultHttpContent(Unpooled.copiedBuffer(request.body(), StandardCharsets.UTF_8)));
      channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
      return;
    }
    String body = request.body() == null ? "" : request.body();
    FullHttpRequest full =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            method,
            target,
            Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    addHeaders(full, request, uri);
    full.headers().set("Content-Length", full.content().readableBytes());
    channel.writeAndFlush(full);
  }

  private static void addHeaders(HttpRequest head, ClientRequest request, URI uri) {
    head.headers().set("Host", uri.getAuthority());
    request.headers().forEach(header -> head.headers().add(header.name(), header.value()));
  }

  @Override
  public void close() throws InterruptedException {
    opened.close().sync();
  }

  private static final class AnswerHandler extends SimpleChannelInboundHandler<FullHttpResponse> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      context
          .channel()
          .attr(WAITING)
          .get()
          .complete(new Answer(response.status().code(), response.headers().get("Location", "")));
    }
  }
}
