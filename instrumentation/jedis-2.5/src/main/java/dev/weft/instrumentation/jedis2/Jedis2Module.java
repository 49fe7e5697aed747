package dev.weft.instrumentation.jedis2;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.db.CommandPipe;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;

/** Jedis 2.5 to 3.x, where a connection knows its host and sends commands one by one. */
public final class Jedis2Module implements InstrumentationModule {
  private static final String[] NONE = {};

  @Override
  public String name() {
    return Pipes.MODULE;
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("jedis");
  }

  @Override
  public void define(ModuleDefinition module) {
    module.excludes("redis.clients.jedis.CommandArguments");
    // Added in 2.5: nothing else ends a command's span.
    module.needs(
        "redis.clients.jedis.Connection", "readProtocolWithCheckingBroken", "()Ljava/lang/Object;");
    TypeMatch connection = named("redis.clients.jedis.Connection");
    // Its subclass authenticates and selects the database in its own, around the connection's.
    module.advise(
        named("redis.clients.jedis.Connection", "redis.clients.jedis.BinaryClient"),
        method("connect").parameters(NONE),
        Connect.class);
    // The form with texts calls the one with bytes.
    module.advise(connection, method("sendCommand").parameters("*"), Send.class);
    module.advise(
        connection, method("sendCommand").parameters("*", "byte[][]"), SendArguments.class);
    module.advise(connection, method("flush").parameters(NONE), Flush.class);
    module.advise(
        connection, method("readProtocolWithCheckingBroken").parameters(NONE), Read.class);
    module.advise(connection, method("disconnect").parameters(NONE), Disconnect.class);
  }

  /** Called before each command, too; then mostly there is nothing to do. */
  static final class Connect {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable CommandPipe enter(@Advice.This Connection connection) {
      if (connection.isConnected()) {
        return null;
      }
      CommandPipe pipe = Pipes.of(connection);
      pipe.connecting(connection.getHost(), connection.getPort());
      return pipe;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable CommandPipe pipe, @Advice.Thrown @Nullable Throwable thrown) {
      if (pipe != null) {
        pipe.connected(thrown);
      }
    }
  }

  static final class Send {
    @Advice.OnMethodEnter(inline = false)
    static CommandPipe enter(
        @Advice.This Connection connection, @Advice.Argument(0) Object command) {
      return Pipes.send(connection, command, null);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable CommandPipe pipe, @Advice.Thrown @Nullable Throwable thrown) {
      if (pipe != null) {
        pipe.sent(thrown);
      }
    }
  }

  static final class SendArguments {
    @Advice.OnMethodEnter(inline = false)
    static CommandPipe enter(
        @Advice.This Connection connection,
        @Advice.Argument(0) Object command,
        @Advice.Argument(1) byte[][] arguments) {
      return Pipes.send(connection, command, arguments);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable CommandPipe pipe, @Advice.Thrown @Nullable Throwable thrown) {
      if (pipe != null) {
        pipe.sent(thrown);
      }
    }
  }

  /** Commands wait in a buffer until the first reply is asked for. */
  static final class Flush {
    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.This Connection connection, @Advice.Thrown @Nullable Throwable thrown) {
      if (thrown != null) {
        Pipes.of(connection).broken(thrown);
      }
    }
  }

  static final class Read {
    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.This Connection connection, @Advice.Thrown @Nullable Throwable thrown) {
      Pipes.of(connection).answered(thrown);
    }
  }

  /** Nobody will read what has not been read. */
  static final class Disconnect {
    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.This Connection connection, @Advice.Thrown @Nullable Throwable thrown) {
      Pipes.of(connection).broken(thrown);
    }
  }
}
