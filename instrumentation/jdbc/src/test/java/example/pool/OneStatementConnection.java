package example.pool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.apache.commons.dbcp2.DelegatingConnection;

/** A pool's connection that keeps one statement, and hands it out for whatever is asked next. */
public final class OneStatementConnection extends DelegatingConnection<Connection> {
  private final PreparedStatement statement;

  public OneStatementConnection(PreparedStatement statement) throws SQLException {
    super(statement.getConnection());
    this.statement = statement;
  }

  @Override
  public PreparedStatement prepareStatement(String sql) {
    return statement;
  }
}
