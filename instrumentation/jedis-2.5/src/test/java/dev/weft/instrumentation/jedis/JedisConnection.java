package dev.weft.instrumentation.jedis;

import dev.weft.testing.redis.RedisConnection;
import redis.clients.jedis.Jedis;

/** The contract's commands by Jedis. */
record JedisConnection(Jedis jedis) implements RedisConnection {
  @Override
  public void set(String key, String value) {
    jedis.set(key, value);
  }

  @Override
  public long increment(String key) {
    return jedis.incr(key);
  }

  @Override
  public void push(String list, String value) {
    jedis.lpush(list, value);
  }

  @Override
  public String awaitElement(String list) {
    return jedis.blpop(1, list).get(1);
  }

  @Override
  public void select(int database) {
    jedis.select(database);
  }

  @Override
  public void authenticate(String password) {
    jedis.auth(password);
  }

  @Override
  public void close() {
    jedis.close();
  }
}
