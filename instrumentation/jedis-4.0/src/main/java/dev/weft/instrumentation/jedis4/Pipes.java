package dev.weft.instrumentation.jedis4;

import dev.weft.tracing.WeakMap;
import dev.weft.tracing.db.CommandPipe;
import dev.weft.tracing.db.CommandTracing;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.exceptions.JedisDataException;

/** What goes on on each connection. */
final class Pipes {
  static final String MODULE = "jedis-4.0";

  private static final CommandTracing TRACING =
      new CommandTracing(MODULE, JedisDataException.class);
  private static final WeakMap<Connection, CommandPipe> PIPES = new WeakMap<>();

  private Pipes() {}

  static CommandPipe of(Connection connection) {
    CommandPipe known = PIPES.get(connection);
    return known == null ? add(connection) : known;
  }

  private static CommandPipe add(Connection connection) {
    HostAndPort server = Server.of(connection);
    CommandPipe made =
        server == null
            ? new CommandPipe(TRACING, null, -1)
            : new CommandPipe(TRACING, server.getHost(), server.getPort());
    PIPES.put(connection, made);
    return made;
  }

  /** The client begins to connect, perhaps to another server than before. */
  static CommandPipe connect(Connection connection) {
    CommandPipe pipe = of(connection);
    HostAndPort server = Server.of(connection);
    pipe.connecting(
        server == null ? null : server.getHost(), server == null ? -1 : server.getPort());
    return pipe;
  }

  /** Begins a command; its arguments are looked at only if it selects a database. */
  static CommandPipe send(Connection connection, CommandArguments command) {
    CommandPipe pipe = of(connection);
    String name = nameOf(command.getCommand());
    pipe.sending(name);
    if (name.equals("SELECT") && command.size() == 2) {
      Iterator<Rawable> words = command.iterator();
      words.next();
      pipe.selecting(new String(words.next().getRaw(), StandardCharsets.US_ASCII));
    }
    return pipe;
  }

  /** Commands of Redis itself are called what they are; those of modules have dots. */
  private static String nameOf(Rawable command) {
    return command instanceof Protocol.Command
        ? ((Protocol.Command) command).name()
        : CommandTracing.nameOf(command.getRaw());
  }
}
