package dev.weft.instrumentation.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.RefusingPort;
import dev.weft.testing.redis.RedisConnection;
import dev.weft.testing.redis.RedisContract;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** The API is the same in all versions, so the module for Jedis 4 runs these tests, too. */
class JedisTest extends RedisContract {
  private final Jedis jedis = new Jedis(redis.host(), redis.port());

  @Override
  protected RedisConnection connect() {
    return new JedisConnection(jedis);
  }

  @Test
  void makesOneSpanOfAPipeline() {
    Pipeline pipeline = jedis.pipelined();
    for (int i = 0; i < 5; i++) {
      pipeline.set("key" + i, "value");
    }
    pipeline.sync();

    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo(named("PIPELINE SET"));
    assertThat(span.getAttributes().get(OPERATION)).isEqualTo("PIPELINE SET");
    assertThat(span.getAttributes().get(BATCH_SIZE)).isEqualTo(5);
  }

  @Test
  void namesNoCommandOfAMixedPipeline() {
    Pipeline pipeline = jedis.pipelined();
    pipeline.set("word", "value");
    pipeline.incr("word");
    pipeline.syncAndReturnAll();

    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo(named("PIPELINE"));
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().get(STATUS_CODE)).isEqualTo("ERR");
  }

  @Test
  void callsAPipelineOfOneWhatItIs() {
    Pipeline pipeline = jedis.pipelined();
    pipeline.incr("counter");
    pipeline.sync();

    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo(named("INCR"));
    assertThat(span.getAttributes().get(BATCH_SIZE)).isNull();
  }

  @Test
  void makesOneSpanOfATransaction() {
    Transaction transaction = jedis.multi();
    transaction.incr("counter");
    transaction.incr("counter");
    assertThat(transaction.exec()).hasSize(2);

    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo(named("MULTI INCR"));
    assertThat(span.getAttributes().get(BATCH_SIZE)).isEqualTo(2);
  }

  @Test
  void endsTheSpanOfADiscardedTransaction() {
    Transaction transaction = jedis.multi();
    transaction.set("key", "value");
    transaction.discard();

    assertThat(weft.awaitSpan().getName()).isEqualTo(named("MULTI SET"));
  }

  @Test
  void endsTheSpanOfASubscriptionWhenItIsConfirmed() {
    jedis.subscribe(
        new JedisPubSub() {
          @Override
          public void onSubscribe(String channel, int channels) {
            unsubscribe();
          }

          @Override
          public void onMessage(String channel, String message) {}

          @Override
          public void onPMessage(String pattern, String channel, String message) {}

          @Override
          public void onUnsubscribe(String channel, int channels) {}

          @Override
          public void onPUnsubscribe(String pattern, int channels) {}

          @Override
          public void onPSubscribe(String pattern, int channels) {}
        },
        "news");

    assertThat(weft.awaitSpans(2))
        .extracting(SpanData::getName)
        .containsExactly(named("SUBSCRIBE"), named("UNSUBSCRIBE"));
  }

  @Test
  void tellsThatNobodyListens() throws Exception {
    try (RefusingPort port = new RefusingPort();
        Jedis nowhere = new Jedis("localhost", port.number())) {
      assertThatThrownBy(() -> nowhere.get("key")).isInstanceOf(JedisConnectionException.class);

      SpanData span = weft.awaitSpan();
      assertThat(span.getName()).isEqualTo("GET localhost:" + port.number());
      assertThat(span.getAttributes().get(ERROR_TYPE))
          .isEqualTo(JedisConnectionException.class.getName());
    }
  }

  @Test
  void tellsThatNoReplyCameInTime() throws Exception {
    // Newer versions talk to the server as they are made.
    try (Relay relay = new Relay(redis.host(), redis.port());
        Jedis waiting = new Jedis("localhost", relay.port(), 2_000)) {
      waiting.connect();
      relay.silence();
      assertThatThrownBy(() -> waiting.get("key")).isInstanceOf(JedisConnectionException.class);
    }

    SpanData span = weft.awaitSpan();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().get(ERROR_TYPE))
        .isEqualTo(JedisConnectionException.class.getName());
  }

  @Test
  void tellsTheErrorOfASingleCommandOnlyOnItsOwnSpan() {
    jedis.set("word", "value");
    assertThatThrownBy(() -> jedis.incr("word")).isInstanceOf(JedisDataException.class);
    jedis.get("word");

    assertThat(weft.awaitSpans(3))
        .extracting(span -> span.getStatus().getStatusCode())
        .containsExactly(StatusCode.UNSET, StatusCode.ERROR, StatusCode.UNSET);
  }
}
