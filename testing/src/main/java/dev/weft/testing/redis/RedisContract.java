package dev.weft.testing.redis;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.container.ServiceContainer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the instrumentation of a Redis client does, whatever the client's ways. A test tells how to
 * connect; what becomes of pipelines and transactions it tests itself.
 */
public abstract class RedisContract {
  protected static final AttributeKey<String> OPERATION = stringKey("db.operation.name");
  protected static final AttributeKey<String> NAMESPACE = stringKey("db.namespace");
  protected static final AttributeKey<String> STATUS_CODE = stringKey("db.response.status_code");
  protected static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");
  protected static final AttributeKey<Long> BATCH_SIZE = longKey("db.operation.batch.size");

  @RegisterExtension
  protected static final ServiceContainer redis = ServiceContainer.of("redis", 6379);

  @RegisterExtension protected static final WeftExtension weft = WeftExtension.install();

  private RedisConnection connection;

  /** Connects to the first database of {@link #redis}. */
  protected abstract RedisConnection connect() throws Exception;

  @BeforeEach
  void open() throws Exception {
    connection = connect();
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
  }

  /** The name of a span of a command or pipeline. */
  protected static String named(String operation) {
    return operation + ' ' + redis.host() + ':' + redis.port();
  }

  @Test
  void describesTheCommandAndTheStore() throws Exception {
    connection.set("key", "value");

    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo(named("SET"));
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getAttributes().asMap())
        .isEqualTo(
            Map.of(
                stringKey("db.system.name"),
                "redis",
                OPERATION,
                "SET",
                NAMESPACE,
                "0",
                stringKey("server.address"),
                redis.host(),
                longKey("server.port"),
                (long) redis.port()));
  }

  @Test
  void tellsTheErrorOfTheStoreButNotItsWords() throws Exception {
    connection.set("word", "s3cret");

    assertThatThrownBy(() -> connection.push("word", "s3cret")).isNotNull();

    SpanData span = weft.awaitSpansAsBegun(2).get(1);
    assertThat(span.getName()).isEqualTo(named("LPUSH"));
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().get(STATUS_CODE)).isEqualTo("WRONGTYPE");
    assertThat(span.getAttributes().get(ERROR_TYPE)).isEqualTo("WRONGTYPE");
    assertThat(weft.awaitSpans(2)).noneMatch(any -> any.toString().contains("s3cret"));
    assertThat(span.getEvents()).isEmpty();
  }

  @Test
  void waitsForWhatBlocks() throws Exception {
    connection.push("queue", "element");
    assertThat(connection.awaitElement("queue")).isEqualTo("element");

    assertThat(weft.awaitSpansAsBegun(2))
        .extracting(SpanData::getName)
        .containsExactly(named("LPUSH"), named("BLPOP"));
  }

  @Test
  void tellsTheDatabaseThatWasSelected() throws Exception {
    connection.select(2);
    connection.increment("counter");

    assertThat(weft.awaitSpan().getAttributes().get(NAMESPACE)).isEqualTo("2");
  }

  @Test
  void keepsTheDatabaseWhenSelectingFails() throws Exception {
    assertThatThrownBy(() -> connection.select(99)).isNotNull();
    connection.increment("counter");

    assertThat(weft.awaitSpan().getAttributes().get(NAMESPACE)).isEqualTo("0");
  }

  @Test
  void makesNoSpanOfCredentials() {
    assertThatThrownBy(() -> connection.authenticate("s3cret")).isNotNull();

    weft.awaitSpans(0);
  }

  @Test
  void isAChildOfWhatGoesOn() throws Exception {
    Span parent = weft.tracer().spanBuilder("parent").startSpan();
    try (Scope unused = parent.makeCurrent()) {
      connection.increment("counter");
      assertThat(Span.current()).isSameAs(parent);
    } finally {
      parent.end();
    }

    assertThat(weft.awaitSpans(2))
        .filteredOn(span -> span.getKind() == SpanKind.CLIENT)
        .extracting(SpanData::getParentSpanId)
        .containsExactly(parent.getSpanContext().getSpanId());
  }

  @Test
  void makesNoSpanOfAnUnsampledTrace() throws Exception {
    SpanContext unsampled =
        SpanContext.createFromRemoteParent(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getDefault(),
            TraceState.getDefault());
    try (Scope unused = Span.wrap(unsampled).makeCurrent()) {
      connection.increment("counter");
    }

    weft.awaitSpans(0);
  }
}
