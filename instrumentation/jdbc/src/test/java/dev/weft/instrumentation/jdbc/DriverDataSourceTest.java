package dev.weft.instrumentation.jdbc;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** H2's own data source connects without its driver, so the connection has to be asked. */
class DriverDataSourceTest extends H2Contract {

  @Override
  DataSource create(String url) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    source.setUser("sa");
    source.setPassword("");
    return source;
  }
}
