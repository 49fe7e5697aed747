package dev.weft.instrumentation.lettuce;

import dev.weft.tracing.EnteredContext;
import dev.weft.tracing.WeakMap;
import dev.weft.tracing.db.CommandTracing;
import dev.weft.tracing.db.DatabaseOperation;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.DecoratedCommand;
import io.lettuce.core.protocol.DefaultEndpoint;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.RedisCommand;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A command on its way, in whose caller's context the application hears of its outcome. */
final class Call {
  static final String MODULE = "lettuce-5.0";

  private static final CommandTracing TRACING =
      new CommandTracing(MODULE, RedisCommandExecutionException.class);

  /** By the command whose completion the application sees. */
  private static final WeakMap<RedisCommand<?, ?, ?>, Call> CALLS = new WeakMap<>();

  private final Context caller;
  private final @Nullable DatabaseOperation operation;
  private final DefaultEndpoint endpoint;
  private final @Nullable String selected;

  private Call(
      Context caller,
      @Nullable DatabaseOperation operation,
      DefaultEndpoint endpoint,
      @Nullable String selected) {
    this.caller = caller;
    this.operation = operation;
    this.endpoint = endpoint;
    this.selected = selected;
  }

  /** A command is about to be written, unless it is one that comes again by another node. */
  static void begin(DefaultEndpoint endpoint, RedisCommand<?, ?, ?> written) {
    RedisCommand<?, ?, ?> command = seenByApplication(written);
    if (CALLS.get(command) != null) {
      return;
    }
    String name = nameOf(command.getType());
    DatabaseOperation operation = TRACING.start(Stores.of(endpoint), name);
    Context caller = Context.current();
    String selected = name.equals("SELECT") ? database(command) : null;
    if (operation != null || selected != null || caller != Context.root()) {
      CALLS.put(command, new Call(caller, operation, endpoint, selected));
    }
  }

  static @Nullable Call take(RedisCommand<?, ?, ?> command) {
    return CALLS.remove(command);
  }

  /** A command could not be written; the application is told by an exception. */
  static void rejected(RedisCommand<?, ?, ?> written, Throwable thrown) {
    Call call = take(seenByApplication(written));
    if (call != null && call.operation != null) {
      call.operation.end(thrown);
    }
  }

  /** The store has answered. Answers what {@link EnteredContext#leave} needs. */
  @Nullable Context answered(@Nullable CommandOutput<?, ?, ?> output) {
    String error = output != null && output.hasError() ? output.getError() : null;
    if (operation != null) {
      if (error == null) {
        operation.end(null);
      } else {
        operation.refuse(error);
      }
    }
    if (selected != null && error == null) {
      Stores.selected(endpoint, selected);
    }
    return EnteredContext.enter(caller);
  }

  /** There is no answer, or none in time. Answers what {@link EnteredContext#leave} needs. */
  @Nullable Context failed(Throwable thrown) {
    if (operation != null) {
      operation.end(thrown);
    }
    return EnteredContext.enter(caller);
  }

  /** The future or the reactive subscription among a command's wrappers. */
  private static RedisCommand<?, ?, ?> seenByApplication(RedisCommand<?, ?, ?> written) {
    RedisCommand<?, ?, ?> command = written;
    while (!(command instanceof AsyncCommand) && command instanceof DecoratedCommand) {
      RedisCommand<?, ?, ?> inner = ((DecoratedCommand<?, ?, ?>) command).getDelegate();
      if (!(inner instanceof DecoratedCommand)) {
        break;
      }
      command = inner;
    }
    return command;
  }

  /** Newer versions have {@code JSON_GET} among the types, which is sent as {@code JSON.GET}. */
  private static String nameOf(ProtocolKeyword type) {
    if (type instanceof CommandType) {
      String name = ((CommandType) type).name();
      if (name.indexOf('_') < 0) {
        return name;
      }
    }
    return CommandTracing.nameOf(type.getBytes());
  }

  private static @Nullable String database(RedisCommand<?, ?, ?> select) {
    return select.getArgs() == null ? null : select.getArgs().toCommandString();
  }
}
