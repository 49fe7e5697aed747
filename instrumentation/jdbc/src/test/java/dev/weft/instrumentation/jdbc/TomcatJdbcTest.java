package dev.weft.instrumentation.jdbc;

import javax.sql.DataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;

class TomcatJdbcTest extends H2Contract {

  @Override
  DataSource create(String url) {
    PoolProperties properties = new PoolProperties();
    properties.setUrl(url);
    properties.setDriverClassName("org.h2.Driver");
    properties.setUsername("sa");
    properties.setPassword("");
    properties.setMaxActive(1);
    return new ClosingSource(properties);
  }

  /** Tomcat's own cannot be closed by try. */
  private static final class ClosingSource extends org.apache.tomcat.jdbc.pool.DataSource
      implements AutoCloseable {
    ClosingSource(PoolProperties properties) {
      super(properties);
    }
  }
}
