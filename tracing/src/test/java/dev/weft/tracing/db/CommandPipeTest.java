package dev.weft.tracing.db;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.TestTracing;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CommandPipeTest {
  @RegisterExtension private final TestTracing traced = new TestTracing();

  private final CommandPipe pipe =
      new CommandPipe(new CommandTracing("test", IllegalStateException.class), "db", 6379);

  @Test
  void takesNoCommandOfTheClientsOwnForTheApplications() {
    pipe.sending("GET");
    pipe.connecting("db", 6379);
    send("AUTH");
    pipe.answered(null);
    pipe.connected(null);
    pipe.sent(null);
    pipe.answered(null);

    assertThat(traced.span().getName()).isEqualTo("GET db:6379");
  }

  @Test
  void tellsTheDatabaseThatTheClientSelectsWhileItConnects() {
    pipe.connecting("db", 6379);
    pipe.sending("SELECT");
    pipe.selecting("7");
    pipe.sent(null);
    pipe.answered(null);
    pipe.connected(null);
    send("GET");
    pipe.answered(null);

    assertThat(traced.span().getAttributes().get(stringKey("db.namespace"))).isEqualTo("7");
  }

  @Test
  void forgetsTheDatabaseWithTheConnection() {
    pipe.sending("SELECT");
    pipe.selecting("7");
    pipe.sent(null);
    pipe.answered(null);
    pipe.connecting("other", 6380);
    pipe.connected(null);
    send("GET");
    pipe.answered(null);

    SpanData span = traced.span();
    assertThat(span.getName()).isEqualTo("GET other:6380");
    assertThat(span.getAttributes().get(stringKey("db.namespace"))).isEqualTo("0");
  }

  @Test
  void endsAllThatWaitsWhenTheConnectionIsLost() {
    send("SET");
    send("GET");
    pipe.answered(null);
    pipe.answered(new IllegalArgumentException("gone"));
    send("INCR");
    pipe.answered(null);

    assertThat(traced.spans())
        .extracting(SpanData::getName)
        .containsExactly("PIPELINE db:6379", "INCR db:6379");
    assertThat(traced.spans().get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void ignoresRepliesThatNobodyAskedFor() {
    pipe.answered(null);
    send("GET");
    pipe.answered(null);
    pipe.answered(null);
    pipe.broken(null);

    assertThat(traced.spans()).hasSize(1);
  }

  @Test
  void goesOnUntilTheEndOfATransactionThatIsAnsweredOneByOne() {
    for (String command : new String[] {"MULTI", "SET", "EXEC"}) {
      send(command);
      pipe.answered(null);
    }

    assertThat(traced.span().getName()).isEqualTo("MULTI SET db:6379");
  }

  @Test
  void callsWhatNoCommandIsCalledByOneName() {
    assertThat(CommandTracing.nameOf("JSON.GET".getBytes(UTF_8))).isEqualTo("JSON.GET");
    assertThat(CommandTracing.nameOf(new byte[] {'a', ' ', 'b'})).isEqualTo("_OTHER");
    assertThat(CommandTracing.nameOf(new byte[100])).isEqualTo("_OTHER");
    assertThat(CommandTracing.nameOf(new byte[0])).isEqualTo("_OTHER");
  }

  @Test
  void readsTheFirstWordOfAnErrorOnlyIfItTellsTheKind() {
    assertThat(RedisError.prefix("WRONGTYPE Operation against a key")).isEqualTo("WRONGTYPE");
    assertThat(RedisError.prefix("OOM")).isEqualTo("OOM");
    assertThat(RedisError.prefix("s3cret is wrong")).isNull();
    assertThat(RedisError.prefix("S3CRET")).isNull();
    assertThat(RedisError.prefix("")).isNull();
    assertThat(RedisError.prefix(null)).isNull();
  }

  private void send(String command) {
    pipe.sending(command);
    pipe.sent(null);
  }
}
