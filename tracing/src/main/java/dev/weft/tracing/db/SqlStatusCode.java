package dev.weft.tracing.db;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code db.response.status_code} in an {@code SQLException}: the database's own error
 * number where its conventions say so (MySQL, MariaDB, SQL Server, Oracle), else the SQLSTATE.
 */
final class SqlStatusCode {
  private static final int ORACLE_DIGITS = 5;

  private SqlStatusCode() {}

  static @Nullable String of(Throwable thrown, DbInfo info) {
    if (!(thrown instanceof SQLException)) {
      return null;
    }
    SQLException failure = (SQLException) thrown;
    int number = failure.getErrorCode();
    switch (info.dialect()) {
      case ORACLE:
        return number > 0 ? oracle(number) : state(failure);
      case MYSQL:
      case SQL_SERVER:
        return number > 0 ? Integer.toString(number) : state(failure);
      default:
        String state = state(failure);
        return state == null && number != 0 ? Integer.toString(number) : state;
    }
  }

  private static String oracle(int number) {
    StringBuilder code = new StringBuilder("ORA-");
    String digits = Integer.toString(number);
    for (int i = digits.length(); i < ORACLE_DIGITS; i++) {
      code.append('0');
    }
    return code.append(digits).toString();
  }

  private static @Nullable String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null || state.isEmpty() ? null : state;
  }
}
