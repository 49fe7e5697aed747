package dev.weft.instrumentation.jdbc;

import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

class Dbcp2Test extends H2Contract {

  @Override
  DataSource create(String url) {
    BasicDataSource source = new BasicDataSource();
    source.setUrl(url);
    source.setUsername("sa");
    source.setMaxTotal(1);
    source.setPoolPreparedStatements(true);
    return source;
  }
}
