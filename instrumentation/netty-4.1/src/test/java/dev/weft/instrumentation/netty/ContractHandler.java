package dev.weft.instrumentation.netty;

import dev.weft.testing.server.ContractApplication;
import dev.weft.testing.server.ServedRequest;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Serves the application of the contract: what blocks on a thread of its own, one request of the
 * connection after the other, the rest within the handler's call.
 */
final class ContractHandler extends ChannelInboundHandlerAdapter {
  private final Executor blocking;
  private @Nullable OutputStream body;

  ContractHandler(Executor blocking) {
    this.blocking = blocking;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    try {
      if (message instanceof HttpRequest request) {
        begin(context, request);
      }
      if (message instanceof HttpContent content && body != null) {
        content.content().readBytes(body, content.content().readableBytes());
        body.flush();
        if (message instanceof LastHttpContent) {
          body.close();
          body = null;
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) throws Exception {
    PipedInputStream in = new PipedInputStream();
    Request served = new Request(context.channel(), request.uri().split("\\?", 2)[0], in);
    if (served.path().equals("/echo")) {
      body = new PipedOutputStream(in);
      blocking.execute(() -> serve(served));
    } else {
      ContractApplication.serve(served);
    }
  }

  private static void serve(Request request) {
    try {
      ContractApplication.serve(request);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws IOException {
    if (cause instanceof IOException) {
      context.close();
      return;
    }
    new Request(context.channel(), "", InputStream.nullInputStream()).respond(500, "failed");
  }

  private record Request(Channel channel, String path, InputStream body) implements ServedRequest {
    @Override
    public void respond(int status, String text) throws IOException {
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.valueOf(status),
              Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
      response.headers().add("X-Test-Response", "here");
      response.headers().add("Content-Length", response.content().readableBytes());
      channel.writeAndFlush(response);
    }

    @Override
    public OutputStream stream(int status) {
      DefaultHttpResponse head =
          new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
      head.headers().add("Transfer-Encoding", "chunked");
      channel.writeAndFlush(head);
      return new ChunkStream(channel);
    }
  }

  private static final class ChunkStream extends OutputStream {
    private final Channel channel;

    ChunkStream(Channel channel) {
      this.channel = channel;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      channel.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(bytes, offset, length)));
    }

    @Override
    public void close() {
      channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }
}
