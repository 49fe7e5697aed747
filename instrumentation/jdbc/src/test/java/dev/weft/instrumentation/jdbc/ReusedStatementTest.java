package dev.weft.instrumentation.jdbc;

import static io.opentelemetry.semconv.DbAttributes.DB_QUERY_TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.WeftExtension;
import example.pool.OneStatementConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A statement that is closed is known no more. */
class ReusedStatementTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  @Test
  void isKnownByWhatItWasPreparedForLast() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:reused")) {
      PreparedStatement statement = connection.prepareStatement("select 1 as tea");
      Connection pool = new OneStatementConnection(statement);
      statement.close();
      pool.prepareStatement("select 1 as milk");
      assertThatThrownBy(statement::executeQuery).isInstanceOf(SQLException.class);
    }
    assertThat(weft.awaitSpan().getAttributes().get(DB_QUERY_TEXT)).isEqualTo("select ? as milk");
  }
}
