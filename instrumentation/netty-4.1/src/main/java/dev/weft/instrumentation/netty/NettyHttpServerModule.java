package dev.weft.instrumentation.netty;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Servers of HTTP/1: what a request decoder passes on, what a response encoder is given. */
public final class NettyHttpServerModule implements InstrumentationModule {

  @Override
  public String name() {
    return "netty-4.1";
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

  /** Whatever handlers do with a message of a request, they do here, inside. */
  static final class Receiving {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(
        @Advice.This ChannelHandlerContext context, @Advice.Argument(0) Object message) {
      // Classes, not interfaces: to ask for these is cheap whatever comes (JDK-8180450).
      ChannelHandler handler = context.handler();
      return handler instanceof HttpServerCodec || handler instanceof HttpRequestDecoder
          ? ServerConnection.of(context.channel()).receive(message)
          : null;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    @SuppressWarnings("MustBeClosedChecker") // what it restores is a scope of others
    static void exit(@Advice.Enter @Nullable Context previous) {
      if (previous != null) {
        previous.makeCurrent();
      }
    }
  }

  static final class CatchingException {
    @Advice.OnMethodEnter(inline = false)
    static void enter(
        @Advice.This ChannelHandlerContext context,
        @Advice.Argument(0) @Nullable Throwable thrown) {
      ServerConnection connection = ServerConnection.known(context.channel());
      if (connection != null && thrown != null) {
        connection.failed(thrown);
      }
    }
  }

  static final class Encoding {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable ServerConnection enter(
        @Advice.This Object encoder,
        @Advice.Argument(0) ChannelHandlerContext context,
        @Advice.Argument(1) Object message) {
      ServerConnection connection =
          encoder instanceof HttpResponseEncoder ? ServerConnection.known(context.channel()) : null;
      if (connection != null) {
        connection.responding(message);
      }
      return connection;
    }

    @Advice.OnMethodExit(inline = false)
    static void exit(
        @Advice.Enter @Nullable ServerConnection connection, @Advice.Argument(1) Object message) {
      if (connection != null) {
        connection.responded(message);
      }
    }
  }
}
