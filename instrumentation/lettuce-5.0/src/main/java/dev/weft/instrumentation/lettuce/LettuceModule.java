package dev.weft.instrumentation.lettuce;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.EnteredContext;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import io.lettuce.core.RedisURI;
import io.lettuce.core.protocol.DefaultEndpoint;
import io.lettuce.core.protocol.RedisCommand;
import io.netty.channel.Channel;
import io.opentelemetry.context.Context;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Lettuce 5.0 and later, whatever the interface: all commands are written to an endpoint. */
public final class LettuceModule implements InstrumentationModule {
  private static final String[] NONE = {};
  private static final String PROTOCOL = "io.lettuce.core.protocol.";

  @Override
  public String name() {
    return Call.MODULE;
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("lettuce");
  }

  @Override
  public void define(ModuleDefinition module) {
    TypeMatch endpoint = named(PROTOCOL + "DefaultEndpoint");
    module.advise(
        named("io.lettuce.core.RedisClient", "io.lettuce.core.cluster.RedisClusterClient"),
        method("connectStatefulAsync"),
        Connect.class);
    module.advise(
        endpoint, method("notifyChannelActive").parameters("io.netty.channel.Channel"), Open.class);
    module.advise(endpoint, method("write").parameters(PROTOCOL + "RedisCommand"), Write.class);
    module.advise(endpoint, method("write").parameters("java.util.Collection"), WriteAll.class);
    // The future, and the reactive subscription, which in 5.0 has methods of its own for these.
    TypeMatch command =
        named(
            PROTOCOL + "AsyncCommand",
            PROTOCOL + "CommandWrapper",
            "io.lettuce.core.RedisPublisher$SubscriptionCommand");
    module.advise(command, method("complete").parameters(NONE), Complete.class);
    module.advise(command, method("completeExceptionally"), Fail.class);
    module.advise(command, method("cancel"), Cancel.class);
  }

  static final class Connect {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(1) Object endpoint, @Advice.Argument(2) Object uri) {
      if (endpoint instanceof DefaultEndpoint && uri instanceof RedisURI) {
        Stores.connecting((DefaultEndpoint) endpoint, (RedisURI) uri);
      }
    }
  }

  static final class Open {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This DefaultEndpoint endpoint, @Advice.Argument(0) Channel channel) {
      Stores.connected(endpoint, channel);
    }
  }

  static final class Write {
    @Advice.OnMethodEnter(inline = false)
    static void enter(
        @Advice.This DefaultEndpoint endpoint, @Advice.Argument(0) RedisCommand<?, ?, ?> command) {
      Call.begin(endpoint, command);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Argument(0) RedisCommand<?, ?, ?> command,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (thrown != null) {
        Call.rejected(command, thrown);
      }
    }
  }

  static final class WriteAll {
    @Advice.OnMethodEnter(inline = false)
    static void enter(
        @Advice.This DefaultEndpoint endpoint,
        @Advice.Argument(0) Collection<? extends RedisCommand<?, ?, ?>> commands) {
      for (RedisCommand<?, ?, ?> command : commands) {
        Call.begin(endpoint, command);
      }
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Argument(0) Collection<? extends RedisCommand<?, ?, ?>> commands,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (thrown != null) {
        for (RedisCommand<?, ?, ?> command : commands) {
          Call.rejected(command, thrown);
        }
      }
    }
  }

  static final class Complete {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(@Advice.This RedisCommand<?, ?, ?> command) {
      Call call = Call.take(command);
      return call == null ? null : call.answered(command.getOutput());
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context previous) {
      EnteredContext.leave(previous);
    }
  }

  static final class Fail {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(
        @Advice.This RedisCommand<?, ?, ?> command, @Advice.Argument(0) Throwable failure) {
      Call call = Call.take(command);
      return call == null ? null : call.failed(failure);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context previous) {
      EnteredContext.leave(previous);
    }
  }

  static final class Cancel {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(@Advice.This RedisCommand<?, ?, ?> command) {
      Call call = Call.take(command);
      return call == null ? null : call.failed(new CancellationException());
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context previous) {
      EnteredContext.leave(previous);
    }
  }
}
