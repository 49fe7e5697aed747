package dev.weft.instrumentation.jdbc;

import dev.weft.testing.database.DatabaseContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class DriverTest extends DatabaseContract {

  @Override
  protected Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:h2:mem:shop", "sa", "");
  }

  @Override
  protected String system() {
    return "h2database";
  }

  @Override
  protected String namespace() {
    return "shop";
  }
}
