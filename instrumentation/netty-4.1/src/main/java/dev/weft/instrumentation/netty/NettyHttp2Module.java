package dev.weft.instrumentation.netty;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.EnteredContext;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2, servers and clients. Whatever an application builds on, frames or HTTP/1 messages, all
 * that is received passes the connection's decoder, and all that is sent its encoder.
 */
public final class NettyHttp2Module implements InstrumentationModule {
  static final String NAME = "netty-http2-4.1";

  private static final String PACKAGE = "io.netty.handler.codec.http2.";
  private static final String CONTEXT = "io.netty.channel.ChannelHandlerContext";
  private static final String BUFFER = "io.netty.buffer.ByteBuf";
  private static final String HEADERS = PACKAGE + "Http2Headers";
  private static final String PROMISE = "io.netty.channel.ChannelPromise";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("netty");
  }

  @Override
  public void define(ModuleDefinition module) {
    module.requires(PACKAGE + "Http2ConnectionHandler");
    // The shorter one calls this one.
    TypeMatch reader = named(PACKAGE + "DefaultHttp2ConnectionDecoder$FrameReadListener");
    module.advise(
        reader,
        method("onHeadersRead")
            .parameters(CONTEXT, "int", HEADERS, "int", "short", "boolean", "int", "boolean"),
        ReadingHeaders.class);
    module.advise(
        reader,
        method("onDataRead").parameters(CONTEXT, "int", BUFFER, "int", "boolean"),
        ReadingData.class);
    TypeMatch encoder = named(PACKAGE + "DefaultHttp2ConnectionEncoder");
    module.advise(
        encoder,
        method("writeHeaders").parameters(CONTEXT, "int", HEADERS, "int", "boolean", PROMISE),
        WritingHeaders.class);
    module.advise(
        encoder,
        method("writeHeaders")
            .parameters(
                CONTEXT, "int", HEADERS, "int", "short", "boolean", "int", "boolean", PROMISE),
        WritingHeadersWithPriority.class);
    module.advise(
        encoder,
        method("writeData").parameters(CONTEXT, "int", BUFFER, "int", "boolean", PROMISE),
        WritingData.class);
  }

  static final class ReadingHeaders {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(
        @Advice.Argument(0) ChannelHandlerContext context,
        @Advice.Argument(1) int stream,
        @Advice.Argument(2) Http2Headers headers,
        @Advice.Argument(7) boolean last) {
      Http2Streams streams = Http2Streams.of(context);
      return streams == null ? null : streams.received(stream, headers, last);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context previous) {
      EnteredContext.leave(previous);
    }
  }

  static final class ReadingData {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(
        @Advice.Argument(0) ChannelHandlerContext context,
        @Advice.Argument(1) int stream,
        @Advice.Argument(4) boolean last) {
      Http2Streams streams = Http2Streams.of(context);
      return streams == null ? null : streams.received(stream, last);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context previous) {
      EnteredContext.leave(previous);
    }
  }

  static final class WritingHeaders {
    @Advice.OnMethodEnter(inline = false)
    static void enter(
        @Advice.This Http2ConnectionEncoder encoder,
        @Advice.Argument(0) ChannelHandlerContext context,
        @Advice.Argument(1) int stream,
        @Advice.Argument(2) Http2Headers headers,
        @Advice.Argument(4) boolean last) {
      Http2Streams.of(context.channel(), encoder.connection()).sending(stream, headers, last);
    }
  }

  static final class WritingHeadersWithPriority {
    @Advice.OnMethodEnter(inline = false)
    static void enter(
        @Advice.This Http2ConnectionEncoder encoder,
        @Advice.Argument(0) ChannelHandlerContext context,
        @Advice.Argument(1) int stream,
        @Advice.Argument(2) Http2Headers headers,
        @Advice.Argument(7) boolean last) {
      Http2Streams.of(context.channel(), encoder.connection()).sending(stream, headers, last);
    }
  }

  static final class WritingData {
    @Advice.OnMethodEnter(inline = false)
    static void enter(
        @Advice.This Http2ConnectionEncoder encoder,
        @Advice.Argument(0) ChannelHandlerContext context,
        @Advice.Argument(1) int stream,
        @Advice.Argument(4) boolean last) {
      if (last) {
        Http2Streams.of(context.channel(), encoder.connection()).sendingLast(stream);
      }
    }
  }
}
