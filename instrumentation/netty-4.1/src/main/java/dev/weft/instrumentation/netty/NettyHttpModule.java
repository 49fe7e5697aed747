package dev.weft.instrumentation.netty;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.EnteredContext;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** HTTP/1, servers and clients: what a decoder passes on, what an encoder is given. */
public final class NettyHttpModule implements InstrumentationModule {

  static final String NAME = "netty-4.1";

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
    module.requires("io.netty.handler.codec.http.HttpServerCodec");
    TypeMatch context = named("io.netty.channel.AbstractChannelHandlerContext");
    // The decoder's own methods make several messages, of several requests even; here they leave it
    // one by one.
    module.advise(
        context, method("fireChannelRead").parameters("java.lang.Object"), Receiving.class);
    module.advise(
        context,
        method("invokeExceptionCaught").parameters("java.lang.Throwable"),
        CatchingException.class);
    module.advise(
        named("io.netty.handler.codec.http.HttpObjectEncoder"),
        method("encode")
            .parameters("io.netty.channel.ChannelHandlerContext", "java.lang.Object", "*"),
        Encoding.class);
  }

  /** Whatever handlers do with a message, they do inside. */
  static final class Receiving {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(
        @Advice.This ChannelHandlerContext context, @Advice.Argument(0) Object message) {
      // Classes, not interfaces: to ask for these is cheap whatever comes (JDK-8180450).
      ChannelHandler handler = context.handler();
      if (handler instanceof HttpServerCodec || handler instanceof HttpRequestDecoder) {
        return ServerConnection.of(context.channel()).receive(message);
      }
      if (handler instanceof HttpClientCodec || handler instanceof HttpResponseDecoder) {
        return ClientConnection.of(context.channel()).receive(message);
      }
      return null;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context previous) {
      EnteredContext.leave(previous);
    }
  }

  static final class CatchingException {
    @Advice.OnMethodEnter(inline = false)
    static void enter(
        @Advice.This ChannelHandlerContext context,
        @Advice.Argument(0) @Nullable Throwable thrown) {
      if (thrown == null) {
        return;
      }
      ServerConnection server = ServerConnection.known(context.channel());
      if (server != null) {
        server.failed(thrown);
      }
      ClientConnection client = ClientConnection.known(context.channel());
      if (client != null) {
        client.failed(thrown);
      }
    }
  }

  static final class Encoding {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Outbound enter(
        @Advice.This Object encoder,
        @Advice.Argument(0) ChannelHandlerContext context,
        @Advice.Argument(1) Object message) {
      Outbound connection = null;
      if (encoder instanceof HttpResponseEncoder) {
        connection = ServerConnection.known(context.channel());
      } else if (encoder instanceof HttpRequestEncoder) {
        connection = ClientConnection.of(context.channel());
      }
      if (connection != null) {
        connection.encoding(message);
      }
      return connection;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Outbound connection,
        @Advice.Argument(1) Object message,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (connection != null) {
        connection.encoded(message, thrown);
      }
    }
  }
}
