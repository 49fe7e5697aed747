package dev.weft.instrumentation.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.redis.RedisConnection;
import dev.weft.testing.redis.RedisContract;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class LettuceTest extends RedisContract {
  private static final RedisClient client = RedisClient.create();

  @AfterAll
  static void shutDown() {
    client.shutdown(0, 2, TimeUnit.SECONDS);
  }

  @Override
  protected RedisConnection connect() {
    return new LettuceConnection(open());
  }

  private static StatefulRedisConnection<String, String> open() {
    return client.connect(uri());
  }

  private static RedisURI uri() {
    return RedisURI.create(redis.host(), redis.port());
  }

  @Test
  void runsCallbacksInTheCallersContextAfterTheEnd() throws Exception {
    Span parent = weft.tracer().spanBuilder("parent").startSpan();
    CompletableFuture<Span> inCallback = new CompletableFuture<>();
    try (StatefulRedisConnection<String, String> connection = open()) {
      RedisAsyncCommands<String, String> commands = connection.async();
      connection.setAutoFlushCommands(false);
      try (Scope unused = parent.makeCurrent()) {
        commands.get("key").thenAccept(value -> inCallback.complete(Span.current()));
      }
      connection.flushCommands();

      assertThat(inCallback.get(10, TimeUnit.SECONDS)).isSameAs(parent);
      SpanData span = weft.awaitSpan();
      assertThat(span.getName()).isEqualTo(named("GET"));
      assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
    } finally {
      parent.end();
    }
  }

  @Test
  void makesASpanOfEachCommandOfAPipeline() throws Exception {
    try (StatefulRedisConnection<String, String> connection = open()) {
      RedisAsyncCommands<String, String> commands = connection.async();
      connection.setAutoFlushCommands(false);
      RedisFuture<String> set = commands.set("key", "value");
      RedisFuture<String> get = commands.get("key");
      connection.flushCommands();
      set.get(10, TimeUnit.SECONDS);
      assertThat(get.get(10, TimeUnit.SECONDS)).isEqualTo("value");
    }

    assertThat(weft.awaitSpansAsBegun(2))
        .extracting(SpanData::getName)
        .containsExactly(named("SET"), named("GET"));
  }

  @Test
  void endsTheSpanOfACancelledCommandOnce() throws Exception {
    try (StatefulRedisConnection<String, String> connection = open()) {
      RedisFuture<?> waiting = connection.async().blpop(1, "nothing");
      assertThat(waiting.cancel(true)).isTrue();
    }

    assertThat(weft.awaitSpan().getAttributes().get(ERROR_TYPE))
        .isEqualTo(CancellationException.class.getName());
  }

  @Test
  void makesASpanOfASubscriptionToAPublisher() throws Exception {
    Span parent = weft.tracer().spanBuilder("parent").startSpan();
    try (StatefulRedisConnection<String, String> connection = open()) {
      Mono<String> set = connection.reactive().set("key", "value");
      weft.awaitSpans(0);
      try (Scope unused = parent.makeCurrent()) {
        assertThat(set.block()).isEqualTo("OK");
      }
    } finally {
      parent.end();
    }

    assertThat(weft.awaitSpans(2))
        .filteredOn(span -> span.getName().equals(named("SET")))
        .extracting(SpanData::getParentSpanId)
        .containsExactly(parent.getSpanContext().getSpanId());
  }

  @Test
  void tellsTheErrorThatAPublisherGetsOnlyBySpan() {
    try (StatefulRedisConnection<String, String> connection = open()) {
      connection.reactive().set("word", "value").block();
      assertThatThrownBy(() -> connection.reactive().incr("word").block()).isNotNull();
    }

    assertThat(weft.awaitSpansAsBegun(2).get(1).getAttributes().get(STATUS_CODE)).isEqualTo("ERR");
  }

  @Test
  void endsTheSpansOfATransactionByItsEnd() {
    try (StatefulRedisConnection<String, String> connection = open()) {
      RedisCommands<String, String> commands = connection.sync();
      commands.multi();
      commands.incr("counter");
      commands.exec();
    }

    assertThat(weft.awaitSpans(3))
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder(named("MULTI"), named("INCR"), named("EXEC"));
  }

  @Test
  void endsTheSpanOfASubscriptionToAChannel() throws Exception {
    try (StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub(uri())) {
      connection.sync().subscribe("news");
    }

    assertThat(weft.awaitSpan().getName()).isEqualTo(named("SUBSCRIBE"));
  }

  @Test
  void tellsTheDatabaseOfTheUri() {
    RedisURI uri = uri();
    uri.setDatabase(3);
    try (StatefulRedisConnection<String, String> connection = client.connect(uri)) {
      connection.sync().incr("counter");
    }

    assertThat(weft.awaitSpan().getAttributes().get(NAMESPACE)).isEqualTo("3");
  }
}
