package dev.weft.testing.database;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.semconv.DbAttributes.DB_NAMESPACE;
import static io.opentelemetry.semconv.DbAttributes.DB_QUERY_SUMMARY;
import static io.opentelemetry.semconv.DbAttributes.DB_QUERY_TEXT;
import static io.opentelemetry.semconv.DbAttributes.DB_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.DbAttributes.DB_SYSTEM_NAME;
import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the instrumentation of SQL databases does, whatever driver, pool or proxy is in between. A
 * test tells how to connect.
 */
public abstract class DatabaseContract {
  private static final AttributeKey<Long> BATCH_SIZE = longKey("db.operation.batch.size");

  @RegisterExtension protected static final WeftExtension weft = WeftExtension.install();

  private Connection connection;

  /** Connects to an empty database in the process. */
  protected abstract Connection connect() throws Exception;

  /** The expected {@code db.system.name}. */
  protected abstract String system();

  /** The expected {@code db.namespace}. */
  protected abstract String namespace();

  @BeforeEach
  void createTable() throws Exception {
    connection = connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table item (sku varchar(20) primary key, quantity int)");
    }
    weft.clear();
  }

  @AfterEach
  void dropTable() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table item");
    }
    connection.close();
  }

  @Test
  void describesTheQueryAndTheDatabase() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select sku from item where quantity > 5")) {
      assertThat(rows.next()).isFalse();
    }

    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo("select item");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getAttributes().get(DB_SYSTEM_NAME)).isEqualTo(system());
    assertThat(span.getAttributes().get(DB_NAMESPACE)).isEqualTo(namespace());
    assertThat(span.getAttributes().get(DB_QUERY_SUMMARY)).isEqualTo("select item");
    assertThat(span.getAttributes().get(BATCH_SIZE)).isNull();
  }

  @Test
  void keepsLiteralsOutOfTheText() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("insert into item values ('s3cret', 7)");
    }
    assertThat(weft.awaitSpan().getAttributes().get(DB_QUERY_TEXT))
        .isEqualTo("insert into item values (?, ?)");
  }

  @Test
  void remembersWhatWasPrepared() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("insert into item values (?, ?)")) {
      for (int i = 0; i < 2; i++) {
        statement.setString(1, "sku" + i);
        statement.setInt(2, i);
        assertThat(statement.executeUpdate()).isEqualTo(1);
      }
    }
    assertThat(weft.awaitSpans(2))
        .extracting(span -> span.getAttributes().get(DB_QUERY_TEXT))
        .containsOnly("insert into item values (?, ?)");
    assertThat(weft.awaitSpans(2))
        .extracting(span -> span.getAttributes().get(DB_NAMESPACE))
        .containsOnly(namespace());
  }

  @Test
  void remembersTheCallThatWasPrepared() throws SQLException {
    try (CallableStatement statement = connection.prepareCall("select count(*) from item")) {
      assertThat(statement.execute()).isTrue();
    }
    assertThat(weft.awaitSpan().getAttributes().get(DB_QUERY_TEXT))
        .isEqualTo("select count(*) from item");
  }

  @Test
  void countsWhatAPreparedBatchRepeats() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("insert into item values (?, ?)")) {
      for (int i = 0; i < 3; i++) {
        statement.setString(1, "sku" + i);
        statement.setInt(2, i);
        statement.addBatch();
      }
      assertThat(statement.executeBatch()).containsExactly(1, 1, 1);
    }
    SpanData span = weft.awaitSpan();
    assertThat(span.getAttributes().get(BATCH_SIZE)).isEqualTo(3);
    assertThat(span.getAttributes().get(DB_QUERY_TEXT)).isEqualTo("insert into item values (?, ?)");
  }

  @Test
  void tellsTheQueriesOfABatch() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("delete from item where sku = 'dropped'");
      statement.clearBatch();
      statement.addBatch("insert into item values ('a', 1)");
      statement.addBatch("update item set quantity = 2");
      assertThat(statement.executeBatch()).hasSize(2);
    }
    SpanData span = weft.awaitSpan();
    assertThat(span.getAttributes().get(BATCH_SIZE)).isEqualTo(2);
    assertThat(span.getAttributes().get(DB_QUERY_TEXT))
        .contains("insert into item values (?, ?)")
        .contains("update item set quantity = ?")
        .doesNotContain("delete");
  }

  @Test
  void tellsTheDatabasesError() {
    assertThatThrownBy(
            () -> {
              try (Statement statement = connection.createStatement()) {
                statement.executeQuery("select * from nowhere");
              }
            })
        .isInstanceOf(SQLException.class)
        .satisfies(
            thrown -> {
              SpanData span = weft.awaitSpan();
              String state = ((SQLException) thrown).getSQLState();
              assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
              assertThat(span.getAttributes().get(DB_RESPONSE_STATUS_CODE)).isEqualTo(state);
              assertThat(span.getAttributes().get(ERROR_TYPE)).isNotEmpty();
            });
  }

  @Test
  void isAChildOfWhatGoesOn() throws SQLException {
    Span parent = weft.tracer().spanBuilder("parent").startSpan();
    try (Scope unused = parent.makeCurrent();
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
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
  void makesNoSpanOfAnUnsampledTrace() throws SQLException {
    SpanContext unsampled =
        SpanContext.createFromRemoteParent(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getDefault(),
            TraceState.getDefault());
    try (Scope unused = Span.wrap(unsampled).makeCurrent();
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
    }
    weft.awaitSpans(0);
  }

  @Test
  void makesNoSpanOfAValidation() throws SQLException {
    assertThat(connection.isValid(1)).isTrue();
    weft.awaitSpans(0);
  }
}
