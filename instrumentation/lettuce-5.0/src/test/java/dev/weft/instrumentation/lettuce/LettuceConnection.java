package dev.weft.instrumentation.lettuce;

import dev.weft.testing.redis.RedisConnection;
import io.lettuce.core.api.StatefulRedisConnection;

/** The contract's commands by Lettuce's synchronous interface. */
record LettuceConnection(StatefulRedisConnection<String, String> connection)
    implements RedisConnection {
  @Override
  public void set(String key, String value) {
    connection.sync().set(key, value);
  }

  @Override
  public long increment(String key) {
    return connection.sync().incr(key);
  }

  @Override
  public void push(String list, String value) {
    connection.sync().lpush(list, value);
  }

  @Override
  public String awaitElement(String list) {
    return connection.sync().blpop(1, list).getValue();
  }

  @Override
  public void select(int database) {
    connection.sync().select(database);
  }

  @Override
  public void authenticate(String password) {
    connection.sync().auth(password);
  }

  @Override
  public void close() {
    connection.close();
  }
}
