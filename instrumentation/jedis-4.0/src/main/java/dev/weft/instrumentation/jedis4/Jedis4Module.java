package dev.weft.instrumentation.jedis4;

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
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;

/** Jedis 4 and later, where each command is one object with its arguments. */
public final class Jedis4Module implements InstrumentationModule {
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
    module.requires("redis.clients.jedis.CommandArguments");
    TypeMatch connection = named("redis.clients.jedis.Connection");
    // With what a connection says first, in some versions called by the constructor alone.
    module.advise(connection, method("connect").parameters(NONE), Connect.class);
    module.advise(connection, method("initializeFromClientConfig"), Initialize.class);
    // All other forms call this one.
    module.advise(
        connection,
        method("sendCommand").parameters("redis.clients.jedis.CommandArguments"),
        Send.class);
    module.advise(connection, method("flush").parameters(NONE), Flush.class);
    module.advise(
        connection, method("readProtocolWithCheckingBroken").parameters(NONE), Read.class);
    module.advise(connection, method("disconnect").parameters(NONE), Disconnect.class);
  }

  /** Called before each command, too; then mostly there is nothing to do. */
  static final class Connect {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable CommandPipe enter(@Advice.This Connection connection) {
      return connection.isConnected() ? null : Pipes.connect(connection);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable CommandPipe pipe, @Advice.Thrown @Nullable Throwable thrown) {
      if (pipe != null) {
        pipe.connected(thrown);
      }
    }
  }

  /** Credentials, the protocol, the client's name: none of the application's commands. */
  static final class Initialize {
    @Advice.OnMethodEnter(inline = false)
    static CommandPipe enter(@Advice.This Connection connection) {
      return Pipes.connect(connection);
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
        @Advice.This Connection connection, @Advice.Argument(0) CommandArguments command) {
      return Pipes.send(connection, command);
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
