package dev.weft.instrumentation.jdbc;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.weft.testing.WeftExtension;
import dev.weft.testing.container.ServiceContainer;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pools in front of real databases: what they wrap and call in between makes no span of its own.
 */
class PoolsTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  @RegisterExtension
  static final ServiceContainer postgresql = ServiceContainer.of("postgresql", 5432);

  @RegisterExtension static final ServiceContainer mariadb = ServiceContainer.of("mariadb", 3306);

  private enum Pool {
    HIKARI {
      @Override
      DataSource create(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("smoke");
        config.setPassword("smoke");
        config.setMaximumPoolSize(1);
        config.setConnectionTestQuery("select 1");
        return new HikariDataSource(config);
      }
    },
    TOMCAT {
      @Override
      DataSource create(String url) {
        PoolProperties properties = new PoolProperties();
        properties.setUrl(url);
        properties.setUsername("smoke");
        properties.setPassword("smoke");
        properties.setMaxActive(1);
        properties.setInitialSize(1);
        properties.setValidationQuery("select 1");
        properties.setTestOnBorrow(true);
        properties.setJdbcInterceptors("StatementCache");
        return new org.apache.tomcat.jdbc.pool.DataSource(properties);
      }
    },
    DBCP2 {
      @Override
      DataSource create(String url) {
        BasicDataSource source = new BasicDataSource();
        source.setUrl(url);
        source.setUsername("smoke");
        source.setPassword("smoke");
        source.setMaxTotal(1);
        source.setPoolPreparedStatements(true);
        source.setValidationQuery("select 1");
        return source;
      }
    };

    abstract DataSource create(String url);

    void close(DataSource source) throws SQLException {
      if (source instanceof HikariDataSource pool) {
        pool.close();
      } else if (source instanceof BasicDataSource pool) {
        pool.close();
      } else if (source instanceof org.apache.tomcat.jdbc.pool.DataSource pool) {
        pool.close();
      }
    }
  }

  private enum Database {
    POSTGRESQL("postgresql") {
      @Override
      String url() {
        return "jdbc:postgresql://" + server(postgresql) + "/smoke";
      }
    },
    MARIADB("mariadb") {
      @Override
      String url() {
        return "jdbc:mariadb://" + server(mariadb) + "/smoke";
      }
    },
    H2("h2database") {
      @Override
      String url() {
        return "jdbc:h2:mem:smoke";
      }
    };

    final String system;

    Database(String system) {
      this.system = system;
    }

    abstract String url();

    static String server(ServiceContainer container) {
      return container.host() + ':' + container.port();
    }
  }

  @ParameterizedTest(name = "{0} before {1}")
  @CsvSource({
    "HIKARI, POSTGRESQL", "HIKARI, MARIADB", "HIKARI, H2",
    "TOMCAT, POSTGRESQL", "TOMCAT, MARIADB", "TOMCAT, H2",
    "DBCP2, POSTGRESQL", "DBCP2, MARIADB", "DBCP2, H2",
  })
  void makesOneSpanOfEachStatement(Pool pool, Database database) throws Exception {
    DataSource source = pool.create(database.url());
    try {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("drop table if exists item");
        statement.execute("create table item (sku varchar(20) primary key, stock int)");
      }
      weft.clear();

      try (Connection connection = source.getConnection()) {
        execute(connection);
      }

      assertThat(weft.awaitSpans(4))
          .extracting(SpanData::getName)
          .containsExactly("select item", "select item", "BATCH insert item", "update item");
      assertThat(weft.awaitSpans(4)).allSatisfy(span -> assertTells(span, database));
    } finally {
      pool.close(source);
    }
  }

  private static void execute(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement select =
        connection.prepareStatement("select stock from item where sku = ?")) {
      for (String sku : new String[] {"tea", "milk"}) {
        select.setString(1, sku);
        try (ResultSet rows = select.executeQuery()) {
          assertThat(rows.next()).isFalse();
        }
      }
    }
    try (PreparedStatement insert = connection.prepareStatement("insert into item values (?, ?)")) {
      for (int i = 0; i < 2; i++) {
        insert.setString(1, "sku" + i);
        insert.setInt(2, i);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    try (Statement update = connection.createStatement()) {
      update.executeUpdate("update item set stock = 7 where sku = 'sku1'");
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void assertTells(SpanData span, Database database) {
    assertThat(span.getAttributes().get(stringKey("db.system.name"))).isEqualTo(database.system);
    assertThat(span.getAttributes().get(stringKey("db.namespace"))).isEqualTo("smoke");
    if (database != Database.H2) {
      ServiceContainer server = database == Database.MARIADB ? mariadb : postgresql;
      assertThat(span.getAttributes().get(stringKey("server.address"))).isEqualTo(server.host());
      assertThat(span.getAttributes().get(longKey("server.port"))).isEqualTo(server.port());
    }
    assertThat(span.toString()).doesNotContain("sku1");
  }
}
