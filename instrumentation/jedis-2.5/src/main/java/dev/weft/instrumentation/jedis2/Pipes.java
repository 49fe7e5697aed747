package dev.weft.instrumentation.jedis2;

import dev.weft.tracing.WeakMap;
import dev.weft.tracing.db.CommandPipe;
import dev.weft.tracing.db.CommandTracing;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisDataException;

/** What goes on on each connection. */
final class Pipes {
  static final String MODULE = "jedis-2.5";

  private static final CommandTracing TRACING =
      new CommandTracing(MODULE, JedisDataException.class);
  private static final WeakMap<Connection, CommandPipe> PIPES = new WeakMap<>();

  private Pipes() {}

  static CommandPipe of(Connection connection) {
    CommandPipe known = PIPES.get(connection);
    return known == null ? add(connection) : known;
  }

  private static CommandPipe add(Connection connection) {
    CommandPipe made = new CommandPipe(TRACING, connection.getHost(), connection.getPort());
    PIPES.put(connection, made);
    return made;
  }

  /** Begins a command; its arguments are looked at only if it selects a database. */
  static CommandPipe send(Connection connection, Object command, byte @Nullable [][] arguments) {
    CommandPipe pipe = of(connection);
    String name = nameOf(command);
    pipe.sending(name);
    if (arguments != null && arguments.length == 1 && name.equals("SELECT")) {
      pipe.selecting(new String(arguments[0], StandardCharsets.US_ASCII));
    }
    return pipe;
  }

  /** Up to 3.x the commands are an enum's; what else an application makes up has no name here. */
  private static String nameOf(Object command) {
    return command instanceof Enum ? ((Enum<?>) command).name() : "_OTHER";
  }
}
