package dev.weft.instrumentation.netty;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.UrlAttributes.URL_PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What connections do beyond one request after the other. */
class ServerConnectionTest {
  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  /** What handlers have seen: a request's path, and the span in which it came. */
  private record Seen(Channel channel, String path, String span) {}

  private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
  private @Nullable NettyServer server;

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private Socket connect(ChannelHandler... handlers) throws Exception {
    server = new NettyServer(channel -> channel.pipeline().addLast(handlers));
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static String readHead(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void answer(Channel channel, int status) {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.buffer(0));
    response.headers().set("Content-Length", "0");
    channel.writeAndFlush(response);
  }

  /** Tells the test of each request, who answers. */
  private final class Teller extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request) {
        String span = Span.current().getSpanContext().getSpanId();
        seen.add(new Seen(context.channel(), request.uri(), span));
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  private List<Seen> awaitSeen(int count) throws InterruptedException {
    List<Seen> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(seen.take());
    }
    return all;
  }

  @Test
  void givesEachOfSeveralUnansweredRequestsItsOwnResponse() throws Exception {
    try (Socket socket = connect(new HttpServerCodec(), new Teller())) {
      write(socket, get("/1") + get("/2") + get("/3"));
      List<Seen> requests = awaitSeen(3);
      assertThat(weft.awaitSpans(0)).isEmpty();

      answer(requests.get(0).channel(), 201);
      answer(requests.get(0).channel(), 404);
      answer(requests.get(0).channel(), 503);

      List<SpanData> spans = weft.awaitSpans(3);
      assertThat(spans)
          .extracting(span -> span.getAttributes().get(URL_PATH))
          .containsExactly("/1", "/2", "/3");
      assertThat(spans)
          .extracting(span -> span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE))
          .containsExactly(201L, 404L, 503L);
      assertThat(spans)
          .extracting(SpanData::getSpanId)
          .containsExactlyElementsOf(requests.stream().map(Seen::span).toList());
    }
  }

  @Test
  void leavesThePipelineAsItIs() throws Exception {
    try (Socket socket =
        connect(new HttpRequestDecoder(), new HttpResponseEncoder(), new Teller())) {
      write(socket, get("/"));
      Channel channel = awaitSeen(1).get(0).channel();
      answer(channel, 200);

      assertThat(channel.pipeline().toMap()).hasSize(3);
      assertThat(channel.pipeline().first()).isInstanceOf(HttpRequestDecoder.class);
      assertThat(channel.pipeline().last()).isInstanceOf(Teller.class);
      weft.awaitSpan();
    }
  }

  @Test
  void doesNotTakeAnInterimResponseForTheLast() throws Exception {
    HttpObjectAggregator aggregator = new HttpObjectAggregator(1000);
    try (Socket socket = connect(new HttpServerCodec(), aggregator, new Teller())) {
      write(
          socket,
          "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
              + "Expect: 100-continue\r\n\r\n");
      assertThat(readHead(socket)).startsWith("HTTP/1.1 100");
      assertThat(weft.awaitSpans(0)).isEmpty();
      write(socket, "ab");
      answer(awaitSeen(1).get(0).channel(), 202);

      SpanData span = weft.awaitSpan();
      assertThat(span.getName()).isEqualTo("POST");
      assertThat(span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE)).isEqualTo(202);
    }
  }

  @Test
  void endsAnUpgradedRequestWithTheAnswer() throws Exception {
    try (Socket socket =
        connect(
            new HttpServerCodec(),
            new HttpObjectAggregator(1000),
            new WebSocketServerProtocolHandler("/socket"))) {
      write(
          socket,
          "GET /socket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
              + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
      assertThat(readHead(socket)).startsWith("HTTP/1.1 101");

      SpanData span = weft.awaitSpan();
      assertThat(span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE)).isEqualTo(101);
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }
    weft.awaitSpan();
  }

  @Test
  void marksRequestsWhoseConnectionIsLost() throws Exception {
    Channel channel;
    try (Socket socket = connect(new HttpServerCodec(), new Teller())) {
      write(socket, get("/begun") + get("/waiting"));
      channel = awaitSeen(2).get(0).channel();
      DefaultHttpResponse head =
          new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      head.headers().set("Content-Length", "10");
      channel.writeAndFlush(head).sync();
    }

    List<SpanData> spans = weft.awaitSpans(2);
    assertThat(spans)
        .extracting(span -> span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE))
        .containsExactly(200L, null);
    assertThat(spans)
        .extracting(span -> span.getStatus().getStatusCode())
        .containsOnly(StatusCode.ERROR);
    assertThat(spans)
        .extracting(span -> span.getAttributes().get(ERROR_TYPE))
        .allMatch(type -> type != null && type.startsWith("java."));
  }

  @Test
  void endsAResponseWithTheConnectionThatEndsIt() throws Exception {
    try (Socket socket = connect(new HttpServerCodec(), new Teller())) {
      write(socket, get("/old"));
      Channel channel = awaitSeen(1).get(0).channel();
      channel
          .writeAndFlush(new DefaultHttpResponse(HttpVersion.HTTP_1_0, HttpResponseStatus.OK))
          .sync();
      channel.close().sync();

      assertThat(weft.awaitSpan().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }
  }

  @Test
  void tracesWhatTheDecoderCouldNotRead() throws Exception {
    try (Socket socket = connect(new HttpServerCodec(), new Teller())) {
      write(socket, "GET / HTTP/one.one\r\n\r\n");
      answer(awaitSeen(1).get(0).channel(), 400);

      SpanData span = weft.awaitSpan();
      assertThat(span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE)).isEqualTo(400);
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }
  }

  @Test
  void takesTheContextToHandlersOfOtherThreads() throws Exception {
    EventExecutorGroup others = new DefaultEventExecutorGroup(1);
    server =
        new NettyServer(
            channel ->
                channel.pipeline().addLast(new HttpServerCodec()).addLast(others, new Teller()));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      write(socket, get("/elsewhere"));
      Seen request = awaitSeen(1).get(0);
      answer(request.channel(), 200);

      assertThat(weft.awaitSpan().getSpanId()).isEqualTo(request.span());
    }
    others.shutdownGracefully();
  }

  @Test
  void endsAResponseOfSeveralMessagesWithTheLast() throws Exception {
    try (Socket socket = connect(new HttpServerCodec(), new Teller())) {
      write(socket, "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Channel channel = awaitSeen(1).get(0).channel();
      channel
          .writeAndFlush(
              new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT))
          .sync();
      assertThat(weft.awaitSpans(0)).isEmpty();
      channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);

      assertThat(weft.awaitSpan().getName()).isEqualTo("HEAD");
    }
  }
}
