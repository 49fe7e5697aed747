package dev.weft.tracing.db;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.DroppedSpans;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.HeadSampler;
import dev.weft.tracing.StartView;
import dev.weft.tracing.StubbornSampler;
import dev.weft.tracing.TestTracing;
import dev.weft.tracing.TraceStateChange;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseTracingTest {
  private static final DbInfo POSTGRES =
      new DbInfo("postgresql", SqlDialect.POSTGRESQL, "shop", "db.example", 5433);

  @RegisterExtension private final TestTracing traced = new TestTracing();

  @Test
  void describesQuery() {
    run(new Call(POSTGRES, "SELECT * FROM t WHERE a = 'x'"), null);
    SpanData span = traced.span();
    assertThat(span.getName()).isEqualTo("SELECT t");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(text(span, "db.system.name")).isEqualTo("postgresql");
    assertThat(text(span, "db.namespace")).isEqualTo("shop");
    assertThat(text(span, "server.address")).isEqualTo("db.example");
    assertThat(span.getAttributes().get(longKey("server.port"))).isEqualTo(5433);
    assertThat(text(span, "db.query.text")).isEqualTo("SELECT * FROM t WHERE a = ?");
    assertThat(text(span, "db.query.summary")).isEqualTo("SELECT t");
    assertThat(text(span, "db.operation.name")).isEqualTo("SELECT");
    assertThat(text(span, "db.collection.name")).isEqualTo("t");
    assertThat(span.getAttributes().size()).isEqualTo(8);
  }

  @Test
  void namesSpanByWhatIsKnown() {
    run(new Call(POSTGRES, "garbage 42"), null);
    run(new Call(new DbInfo("h2database", SqlDialect.ANSI, null, null, -1), null), null);
    run(new Call(new DbInfo("x", SqlDialect.ANSI, null, "h", 1), null), null);
    run(new Call(new DbInfo("x", SqlDialect.ANSI, null, "h", -1), null), null);
    assertThat(traced.spans())
        .extracting(SpanData::getName)
        .containsExactly("shop", "h2database", "h:1", "h");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "ANSI, 23505, 7, 23505",
        "ANSI, -, 7, 7",
        "POSTGRESQL, 23505, 0, 23505",
        "MYSQL, 23000, 1062, 1062",
        "SQL_SERVER, 23000, 2627, 2627",
        "ORACLE, 72000, 942, ORA-00942",
        "ORACLE, 08000, 0, 08000",
      })
  void namesFailureByTheDatabasesCode(SqlDialect dialect, String state, int number, String code) {
    run(
        new Call(new DbInfo("x", dialect, null, null, -1), "SELECT 1"),
        new SQLException("m", state, number));
    assertThat(text(traced.span(), "db.response.status_code")).isEqualTo(code);
    assertThat(text(traced.span(), "error.type")).isEqualTo(code);
    assertThat(traced.span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(traced.span().getEvents()).hasSize(1);
  }

  @Test
  void namesOtherFailuresByTheirClass() {
    run(new Call(POSTGRES, "SELECT 1"), new IllegalStateException());
    assertThat(text(traced.span(), "error.type")).isEqualTo("java.lang.IllegalStateException");
    assertThat(text(traced.span(), "db.response.status_code")).isNull();
  }

  @Test
  void describesBatches() {
    Call repeated = new Call(POSTGRES, "INSERT INTO t VALUES (?)");
    repeated.size = 3;
    run(repeated, null);
    Call single = new Call(POSTGRES, "INSERT INTO t VALUES (?)");
    single.size = 1;
    run(single, null);
    Call alike = new Call(POSTGRES, null);
    alike.batch = Arrays.asList("INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)");
    alike.size = 2;
    run(alike, null);
    Call different = new Call(POSTGRES, null);
    different.batch = Arrays.asList("INSERT INTO t VALUES (1)", "DELETE FROM u");
    different.size = 2;
    run(different, null);
    assertThat(traced.spans())
        .extracting(SpanData::getName)
        .containsExactly("BATCH INSERT t", "INSERT t", "BATCH INSERT t", "BATCH");
    assertThat(traced.spans())
        .extracting(span -> text(span, "db.query.text"))
        .containsExactly(
            "INSERT INTO t VALUES (?)",
            "INSERT INTO t VALUES (?)",
            "INSERT INTO t VALUES (?)",
            "INSERT INTO t VALUES (?); DELETE FROM u");
    assertThat(traced.spans())
        .extracting(span -> span.getAttributes().get(longKey("db.operation.batch.size")))
        .containsExactly(3L, null, 2L, 2L);
    assertThat(text(traced.spans().get(0), "db.operation.name")).isEqualTo("BATCH INSERT");
  }

  @Test
  void boundsTheWorkOnHugeBatches() {
    Call huge = new Call(POSTGRES, null);
    huge.batch = Collections.nCopies(1_000_000, "INSERT INTO t VALUES ('x')");
    huge.size = huge.batch.size();
    run(huge, null);
    assertThat(traced.span().getName()).isEqualTo("BATCH");
    assertThat(text(traced.span(), "db.query.text")).hasSizeLessThanOrEqualTo(32 * 1024);
  }

  @Test
  void leavesCallsToTheWrapperAbove() {
    DatabaseTracing<Call> tracing = new DatabaseTracing<>("t", new Getter());
    DatabaseOperation outer = tracing.start(new Call(POSTGRES, "SELECT 1"));
    assertThat(tracing.start(new Call(POSTGRES, "SELECT 1"))).isNull();
    outer.end(null);
    tracing.start(new Call(POSTGRES, "SELECT 1")).end(null);
    assertThat(traced.spans()).hasSize(2);
  }

  @Test
  void startsNothingThatIsSurelyDropped() {
    traced.configure(new StubbornSampler(true), Sampler.alwaysOff());
    Call unreadable = null;
    assertThat(new DatabaseTracing<>("t", new Getter()).start(unreadable)).isNull();
  }

  @Test
  void letsADriverDoAsTheWrapperAboveThatWasDropped() {
    List<String> decided = new ArrayList<>();
    traced.configure(new DropsAtRandom(decided), Sampler.alwaysOn());
    DatabaseTracing<Call> tracing = new DatabaseTracing<>("t", new Getter());
    DatabaseOperation outer = tracing.start(new Call(POSTGRES, "SELECT 1"));
    assertThat(outer).isNotNull();
    assertThat(Span.current().getSpanContext().getTraceId()).endsWith("000000000000002a");
    assertThat(tracing.start(new Call(POSTGRES, "SELECT 1"))).isNull();
    outer.end(null);
    assertThat(decided).containsExactly("postgresql shop db.example null");
    assertThat(traced.spans()).isEmpty();
  }

  @Test
  void cachesQueriesByTextAndDialect() {
    SqlQueryCache cache = new SqlQueryCache(TracingSettings.defaults());
    String sql = "SELECT \"x\"";
    assertThat(cache.get(sql, SqlDialect.ANSI))
        .isSameAs(cache.get(new String(sql), SqlDialect.ANSI));
    assertThat(cache.get(sql, SqlDialect.MYSQL).text).isEqualTo("SELECT ?");
    assertThat(cache.get(sql, SqlDialect.ANSI).text).isEqualTo(sql);
  }

  private static void run(Call call, @Nullable Throwable thrown) {
    new DatabaseTracing<>("t", new Getter()).start(call).end(thrown);
  }

  private static @Nullable String text(SpanData span, String key) {
    return span.getAttributes().get(stringKey(key));
  }

  private static final class Call {
    final DbInfo info;
    final @Nullable String sql;
    @Nullable List<String> batch;
    long size;

    Call(DbInfo info, @Nullable String sql) {
      this.info = info;
      this.sql = sql;
    }
  }

  private static final class Getter implements DatabaseGetter<Call> {
    @Override
    public DbInfo info(Call call) {
      return call.info;
    }

    @Override
    public @Nullable String query(Call call) {
      return call.sql;
    }

    @Override
    public @Nullable List<String> batch(Call call) {
      return call.batch;
    }

    @Override
    public long batchSize(Call call) {
      return call.size;
    }
  }

  /** Decides on the trace id 42, and tells what it saw of the calls. */
  private static final class DropsAtRandom implements HeadSampler {
    private final List<String> decided;

    DropsAtRandom(List<String> decided) {
      this.decided = decided;
    }

    @Override
    public <Q> HeadDecision decide(Context parent, StartView<Q> start, Q request) {
      decided.add(
          start.attribute(request, "db.system.name")
              + ' '
              + start.attribute(request, "db.namespace")
              + ' '
              + start.attribute(request, "server.address")
              + ' '
              + start.attribute(request, "db.query.text"));
      return HeadDecision.dropped(42, TraceStateChange.NONE);
    }

    @Override
    public DroppedSpans droppedSpans() {
      return DroppedSpans.SILENT;
    }
  }
}
