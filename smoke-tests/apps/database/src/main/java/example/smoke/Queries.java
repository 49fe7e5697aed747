package example.smoke;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs a few statements of each kind on the database of its arguments: URL, user, password. */
public final class Queries {
  private Queries() {}

  public static void main(String[] arguments) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("create table item (sku varchar(20), stock int)");
      }
      try (PreparedStatement insert =
          connection.prepareStatement("insert into item (sku, stock) values (?, ?)")) {
        for (String sku : new String[] {"tea", "cup"}) {
          insert.setString(1, sku);
          insert.setInt(2, 7);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery("select stock from item where sku = 'tea' and stock > 5")) {
        rows.next();
        System.out.println("stock " + rows.getInt(1));
      }
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate("update missing set stock = 1");
      } catch (SQLException expected) {
        System.out.println("no such table");
      }
    }
  }
}
