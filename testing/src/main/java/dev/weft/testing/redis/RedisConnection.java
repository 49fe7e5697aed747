package dev.weft.testing.redis;

/** What the contract does with a client, in whatever way the client does it. */
public interface RedisConnection extends AutoCloseable {
  /** {@code SET}. */
  void set(String key, String value) throws Exception;

  /** {@code INCR}. */
  long increment(String key) throws Exception;

  /** {@code LPUSH}. */
  void push(String list, String value) throws Exception;

  /** {@code BLPOP}; answers the value. */
  String awaitElement(String list) throws Exception;

  /** {@code SELECT}. */
  void select(int database) throws Exception;

  /** {@code AUTH}. */
  void authenticate(String password) throws Exception;
}
