package dev.weft.tracing.db;

import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts operations for the commands that a client sends to a key-value store, after the
 * conventions for Redis. Of a command its name is recorded, never an argument.
 */
public final class CommandTracing {
  /** Commands by which a client looks after its connection; two of them carry credentials. */
  private static final Set<String> HOUSEKEEPING =
      new HashSet<>(
          Arrays.asList(
              "ASKING", "AUTH", "CLIENT", "HELLO", "QUIT", "READONLY", "READWRITE", "SELECT"));

  private static final int LONGEST_NAME = 32;

  /** What stands for the name of a command that looks like none, so that names stay few. */
  private static final String OTHER = "_OTHER";

  private final DatabaseTracing<Command> commands;
  private final Class<? extends Throwable> refusal;

  /**
   * Tracing for the instrumentation of the given name, {@code jedis-4.0}.
   *
   * @param refusal what the client throws when the store answers by an error
   */
  public CommandTracing(String module, Class<? extends Throwable> refusal) {
    this.commands = new DatabaseTracing<>(module, new CommandGetter(refusal));
    this.refusal = refusal;
  }

  /** Whether the store has answered by this error, so that the connection is as good as before. */
  boolean isRefusal(Throwable thrown) {
    return refusal.isInstance(thrown);
  }

  /**
   * Starts an operation that is current nowhere.
   *
   * @param name the command's, as it is sent
   * @return null if no span is wanted
   */
  public @Nullable DatabaseOperation start(DbInfo store, String name) {
    return HOUSEKEEPING.contains(name)
        ? null
        : commands.startDetached(new Command(store, name), Context.current());
  }

  /** The name of a command that is known as it goes to the store. */
  public static String nameOf(byte[] raw) {
    int length = raw.length;
    if (length == 0 || length > LONGEST_NAME) {
      return OTHER;
    }
    char[] name = new char[length];
    for (int i = 0; i < length; i++) {
      char c = (char) (raw[i] & 0x7f);
      if (raw[i] < 0 || !isOfNames(c)) {
        return OTHER;
      }
      name[i] = c;
    }
    return new String(name);
  }

  private static boolean isOfNames(char c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '_'
        || c == '-';
  }

  private static final class Command {
    final DbInfo store;
    final String name;

    Command(DbInfo store, String name) {
      this.store = store;
      this.name = name;
    }
  }

  private static final class CommandGetter implements DatabaseGetter<Command> {
    private final Class<? extends Throwable> refusal;

    CommandGetter(Class<? extends Throwable> refusal) {
      this.refusal = refusal;
    }

    @Override
    public DbInfo info(Command command) {
      return command.store;
    }

    @Override
    public String operation(Command command) {
      return command.name;
    }

    @Override
    public @Nullable String statusCode(Throwable thrown, DbInfo info) {
      return refusal.isInstance(thrown) ? RedisError.prefix(thrown.getMessage()) : null;
    }

    /** An error of Redis quotes arguments: {@code ERR unknown command 'x', with args …}. */
    @Override
    public boolean isTellable(Throwable thrown) {
      return !refusal.isInstance(thrown);
    }
  }
}
