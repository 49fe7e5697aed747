package dev.weft.instrumentation.jedis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.container.ServiceContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** Jedis 4 and later: older ones fail when a connection with a begun pipeline is given up. */
class ModernJedisTest {
  @RegisterExtension
  private static final ServiceContainer redis = ServiceContainer.of("redis", 6379);

  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  @Test
  void endsWhatNobodyWaitsForWithTheConnection() {
    Jedis abandoned = new Jedis(redis.host(), redis.port());
    abandoned.pipelined().set("key", "value");
    abandoned.disconnect();

    assertThat(weft.awaitSpan().getName()).startsWith("SET ");
  }
}
