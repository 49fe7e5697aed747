package dev.weft.instrumentation.netty;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PROTOCOL_VERSION;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;
import static io.opentelemetry.semconv.UrlAttributes.URL_FULL;
import static io.opentelemetry.semconv.UrlAttributes.URL_PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.HttpToHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.InboundHttp2ToHttpAdapterBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Both ends of an HTTP/2 connection. */
class Http2Test {
  private static final String STREAM = "x-http2-stream-id";

  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<Channel> silent = new LinkedBlockingQueue<>();
  private NettyServer server;
  private Channel client;

  @BeforeEach
  void connect() throws Exception {
    server = new NettyServer(channel -> channel.pipeline().addLast(codec(true), new Server()));
    client =
        new Bootstrap()
            .group(Loops.ALL)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(codec(false), new Client());
                  }
                })
            .connect("127.0.0.1", server.port())
            .sync()
            .channel();
  }

  @AfterEach
  void disconnect() throws Exception {
    client.close().sync();
    server.close();
  }

  private static ChannelHandler codec(boolean isServer) {
    Http2Connection connection = new DefaultHttp2Connection(isServer);
    return new HttpToHttp2ConnectionHandlerBuilder()
        .connection(connection)
        .gracefulShutdownTimeoutMillis(0)
        .frameListener(
            new InboundHttp2ToHttpAdapterBuilder(connection).maxContentLength(1 << 20).build())
        .build();
  }

  /** Answers with the span in which the request came, or not at all. */
  private final class Server extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      if (request.uri().equals("/silence")) {
        silent.add(context.channel());
        return;
      }
      String span = Span.current().getSpanContext().getSpanId();
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.valueOf(request.uri().equals("/error") ? 500 : 200),
              Unpooled.copiedBuffer(span, StandardCharsets.UTF_8));
      response.headers().set(STREAM, request.headers().get(STREAM));
      context.writeAndFlush(response);
    }
  }

  private final class Client extends SimpleChannelInboundHandler<FullHttpResponse> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      String caller = Span.current().getSpanContext().getSpanId();
      answers.add(response.content().toString(StandardCharsets.UTF_8) + ' ' + caller);
    }
  }

  private void send(String method, String path, String contentType) {
    DefaultFullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.valueOf(method),
            path,
            Unpooled.copiedBuffer("body", StandardCharsets.UTF_8));
    request.headers().set("Host", "127.0.0.1:" + server.port());
    request.headers().set("x-http2-scheme", "http");
    request.headers().set("Content-Type", contentType);
    client.writeAndFlush(request);
  }

  /** Answers reach the client's handler after they ended its spans. */
  private List<String> awaitAnswers(int count) throws InterruptedException {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(answers.take());
    }
    return all;
  }

  private static List<SpanData> ofKind(SpanKind kind, List<SpanData> spans) {
    return spans.stream().filter(span -> span.getKind() == kind).toList();
  }

  @Test
  void makesASpanOfEachStreamOnBothSides() throws Exception {
    Span caller = weft.tracer().spanBuilder("caller").startSpan();
    try (Scope unused = caller.makeCurrent()) {
      for (int i = 0; i < 5; i++) {
        send("POST", "/" + i + "?x=1", "text/plain");
      }
    } finally {
      caller.end();
    }
    List<SpanData> spans = weft.awaitSpans(11);

    List<SpanData> clients = ofKind(SpanKind.CLIENT, spans);
    List<SpanData> servers = ofKind(SpanKind.SERVER, spans);
    String callersId = caller.getSpanContext().getSpanId();
    assertThat(clients).hasSize(5).allMatch(span -> span.getParentSpanId().equals(callersId));
    assertThat(servers)
        .extracting(SpanData::getParentSpanId)
        .containsExactlyInAnyOrderElementsOf(clients.stream().map(SpanData::getSpanId).toList());
    assertThat(awaitAnswers(5))
        .containsExactlyInAnyOrderElementsOf(
            servers.stream().map(span -> span.getSpanId() + ' ' + callersId).toList());
    assertThat(spans.stream().filter(span -> span.getKind() != SpanKind.INTERNAL))
        .allSatisfy(
            span -> {
              assertThat(span.getName()).isEqualTo("POST");
              assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
              assertThat(span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE)).isEqualTo(200);
              assertThat(span.getAttributes().get(NETWORK_PROTOCOL_VERSION)).isEqualTo("2");
              assertThat(span.getAttributes().get(SERVER_ADDRESS)).isEqualTo("127.0.0.1");
              assertThat(span.getAttributes().get(SERVER_PORT)).isEqualTo(server.port());
            });
    assertThat(servers)
        .extracting(span -> span.getAttributes().get(URL_PATH))
        .containsExactlyInAnyOrder("/0", "/1", "/2", "/3", "/4");
    assertThat(clients)
        .extracting(span -> span.getAttributes().get(URL_FULL))
        .contains("http://127.0.0.1:" + server.port() + "/4?x=1");
  }

  @Test
  void marksErrors() {
    send("GET", "/error", "text/plain");

    assertThat(weft.awaitSpans(2))
        .extracting(span -> span.getAttributes().get(ERROR_TYPE))
        .containsExactly("500", "500");
  }

  @Test
  void marksStreamsWhoseConnectionIsLost() throws Exception {
    send("GET", "/silence", "text/plain");
    silent.take();
    client.close().sync();

    assertThat(weft.awaitSpans(2))
        .extracting(span -> span.getAttributes().get(ERROR_TYPE))
        .containsOnly("java.nio.channels.ClosedChannelException");
  }

  @Test
  void leavesGrpcAlone() throws Exception {
    send("POST", "/service/method", "application/grpc");

    assertThat(answers.take()).isEqualTo("0000000000000000 0000000000000000");
    assertThat(weft.awaitSpans(0)).isEmpty();
  }
}
