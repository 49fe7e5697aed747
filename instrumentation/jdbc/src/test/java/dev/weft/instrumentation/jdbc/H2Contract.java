package dev.weft.instrumentation.jdbc;

import dev.weft.testing.database.DatabaseContract;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract on an H2 database of the test's own, behind a data source or pool. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class H2Contract extends DatabaseContract {
  private DataSource source;

  /** Creates a source of connections to the URL, whose user is {@code sa} without a password. */
  abstract DataSource create(String url) throws SQLException;

  @BeforeAll
  void createSource() throws SQLException {
    source = create("jdbc:h2:mem:" + namespace() + ";DB_CLOSE_DELAY=-1");
  }

  @AfterAll
  void closeSource() throws Exception {
    if (source instanceof AutoCloseable pool) {
      pool.close();
    }
  }

  @Override
  protected Connection connect() throws SQLException {
    return source.getConnection();
  }

  @Override
  protected String system() {
    return "h2database";
  }

  @Override
  protected String namespace() {
    return getClass().getSimpleName();
  }
}
