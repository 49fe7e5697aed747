package dev.weft.instrumentation.jedis4;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;

/** Where a connection leads to, which Jedis tells nobody but its own package before 8.0. */
final class Server {
  private static final @Nullable Method GETTER = getter();

  private Server() {}

  /** Null if the application has a factory of sockets of its own. */
  static @Nullable HostAndPort of(Connection connection) {
    try {
      return GETTER == null ? null : (HostAndPort) GETTER.invoke(connection);
    } catch (IllegalAccessException | InvocationTargetException unknown) {
      // Only the factory of Jedis can be asked; spans then are without an address.
      return null;
    }
  }

  private static @Nullable Method getter() {
    try {
      Method found = Connection.class.getDeclaredMethod("getHostAndPort");
      found.setAccessible(true);
      return found;
    } catch (NoSuchMethodException | RuntimeException | LinkageError denied) {
      // Not there, or forbidden by modules or a security manager: spans are without an address.
      return null;
    }
  }
}
