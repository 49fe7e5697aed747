package dev.weft.instrumentation.jdbc.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weft.tracing.db.DbInfo;
import dev.weft.tracing.db.SqlDialect;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = " > ",
      nullValues = "-",
      textBlock =
          """
          jdbc:postgresql://db.example:5433/shop                              > postgresql > shop        > db.example > 5433
          jdbc:postgresql://db.example/shop                                   > postgresql > shop        > db.example > -1
          jdbc:postgresql://a:1,b:2/shop?targetServerType=any                 > postgresql > shop        > a          > 1
          jdbc:postgresql://[2001:db8::1]:5432/shop                           > postgresql > shop        > 2001:db8::1 > 5432
          jdbc:postgresql://[::1]/shop                                        > postgresql > shop        > ::1        > -1
          jdbc:postgresql://host/shop?currentSchema=stock,public&user=u       > postgresql > shop|stock  > host       > -1
          jdbc:postgresql://host/shop?user=u&password=p/w:d                   > postgresql > shop        > host       > -1
          jdbc:postgresql:shop                                                > postgresql > shop        > -          > -1
          jdbc:postgresql://host:5432/                                        > postgresql > -           > host       > 5432
          jdbc:redshift:iam://c.x.eu-west-1.redshift.amazonaws.com:5439/dev   > aws.redshift > dev       > c.x.eu-west-1.redshift.amazonaws.com > 5439
          jdbc:mysql://u:s3cret@db.example:3307/shop?useSSL=false             > mysql      > shop        > db.example > 3307
          jdbc:mysql://u:p@ss@db.example/shop                                 > mysql      > shop        > db.example > -1
          jdbc:mysql:loadbalance://h1:3306,h2:3306/shop                       > mysql      > shop        > h1         > 3306
          jdbc:mysql:replication://h1,h2/shop                                 > mysql      > shop        > h1         > -1
          jdbc:mysql://address=(host=h1)(port=3310)(user=u)/shop              > mysql      > shop        > h1         > 3310
          jdbc:mysql://(host=h1,port=3310,user=u,password=p)/shop             > mysql      > shop        > h1         > 3310
          jdbc:mysql:///shop                                                  > mysql      > shop        > -          > -1
          jdbc:mariadb://localhost:3306/shop?user=u&password=p                > mariadb    > shop        > localhost  > 3306
          jdbc:mariadb:sequential://h1,h2:3307/shop                           > mariadb    > shop        > h1         > -1
          jdbc:oracle:thin:@db.example:1521:ORCL                              > oracle.db  > ORCL        > db.example > 1521
          jdbc:oracle:thin:scott/tiger@db.example:1521:ORCL                   > oracle.db  > ORCL        > db.example > 1521
          jdbc:oracle:thin:scott/ti@ger@//db.example:1521/svc.example         > oracle.db  > svc.example > db.example > 1521
          jdbc:oracle:thin:@db.example:1521/svc                               > oracle.db  > svc         > db.example > 1521
          jdbc:oracle:thin:@//[::1]:1521/svc:dedicated                        > oracle.db  > svc         > ::1        > 1521
          jdbc:oracle:thin:@tcps://db.example:2484/svc?wallet_location=/w     > oracle.db  > svc         > db.example > 2484
          jdbc:oracle:thin:@orders_high?TNS_ADMIN=/secret/wallet              > oracle.db  > orders_high > -          > -1
          jdbc:oracle:thin:@ldap://ldap.example:389/orders,cn=OracleContext   > oracle.db  > orders      > -          > -1
          jdbc:oracle:oci:@orders                                             > oracle.db  > orders      > -          > -1
          jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS_LIST=(ADDRESS=(PROTOCOL=TCP)(HOST = h1)(PORT=1522))(ADDRESS=(HOST=h2)(PORT=1)))(CONNECT_DATA=(SERVICE_NAME=svc))) > oracle.db > svc > h1 > 1522
          jdbc:oracle:thin:u/p@(description=(address=(host=h1)(port=1522))(connect_data=(sid=ORCL))) > oracle.db > ORCL > h1 > 1522
          jdbc:sqlserver://db.example:1433;databaseName=shop;user=sa;password=x > microsoft.sql_server > shop > db.example > 1433
          jdbc:sqlserver://db.example\\inst;database=shop                      > microsoft.sql_server > inst|shop > db.example > -1
          jdbc:sqlserver://;serverName=db.example;port=1444;databaseName=shop > microsoft.sql_server > shop > db.example > 1444
          jdbc:sqlserver://h;password={a;databaseName=no}}x};databaseName=shop > microsoft.sql_server > shop > h         > -1
          jdbc:jtds:sqlserver://h:1433/shop;instance=inst                     > microsoft.sql_server > inst|shop > h      > 1433
          jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1                                  > h2database > shop        > -          > -1
          jdbc:h2:file:/data/shop                                             > h2database > /data/shop  > -          > -1
          jdbc:h2:~/shop;USER=sa;PASSWORD=x                                   > h2database > ~/shop      > -          > -1
          jdbc:h2:tcp://h:9092/~/shop;IFEXISTS=TRUE                           > h2database > ~/shop      > h          > 9092
          jdbc:hsqldb:mem:shop                                                > hsqldb     > shop        > -          > -1
          jdbc:hsqldb:hsql://h:9001/shop;user=sa                              > hsqldb     > shop        > h          > 9001
          jdbc:derby:memory:shop;create=true                                  > derby      > shop        > -          > -1
          jdbc:derby://h:1527/shop;user=u;password=p                          > derby      > shop        > h          > 1527
          jdbc:db2://h:50000/SHOP:user=u;password=p;                          > ibm.db2    > SHOP        > h          > 50000
          jdbc:informix-sqli://h:9088/shop:INFORMIXSERVER=s;user=u            > ibm.informix > shop      > h          > 9088
          jdbc:sqlite:/data/shop.db                                           > sqlite     > /data/shop.db > -        > -1
          jdbc:clickhouse:http://h:8123/shop?password=p                       > clickhouse > shop        > h          > 8123
          jdbc:ch://h/shop                                                    > clickhouse > shop        > h          > -1
          jdbc:snowflake://acme.snowflakecomputing.com/?db=SHOP&schema=PUBLIC > snowflake  > SHOP        > acme.snowflakecomputing.com > -1
          jdbc:sap://h:30015/?databaseName=HXE&user=u                         > sap.hana   > HXE         > h          > 30015
          jdbc:trino://h:8080/hive/sales                                      > trino      > hive/sales  > h          > 8080
          jdbc:p6spy:postgresql://h:5432/shop                                 > postgresql > shop        > h          > 5432
          jdbc:unheard-of://h:1/shop                                          > other_sql  > shop        > h          > 1
          """)
  void readsTheUrlsOfKnownDrivers(
      String url, String system, @Nullable String namespace, @Nullable String host, int port) {
    DbInfo info = JdbcUrl.parse(url);
    assertThat(info.system()).isEqualTo(system);
    assertThat(info.namespace()).isEqualTo(namespace);
    assertThat(info.serverAddress()).isEqualTo(host);
    assertThat(info.serverPort()).isEqualTo(port);
  }

  static Stream<Arguments> dialects() {
    return Stream.of(
        arguments("jdbc:postgresql://h/d", SqlDialect.POSTGRESQL),
        arguments("jdbc:redshift://h/d", SqlDialect.POSTGRESQL),
        arguments("jdbc:mysql://h/d", SqlDialect.MYSQL),
        arguments("jdbc:mariadb://h/d", SqlDialect.MYSQL),
        arguments("jdbc:oracle:thin:@h:1:d", SqlDialect.ORACLE),
        arguments("jdbc:sqlserver://h", SqlDialect.SQL_SERVER),
        arguments("jdbc:h2:mem:d", SqlDialect.ANSI));
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void knowsTheDialect(String url, SqlDialect dialect) {
    assertThat(JdbcUrl.parse(url).dialect()).isEqualTo(dialect);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        ":",
        "jdbc",
        "jdbc:",
        "jdbc::",
        "jdbc:mysql:",
        "jdbc:mysql://",
        "jdbc:mysql:///",
        "jdbc:oracle:",
        "jdbc:oracle:thin:@",
        "jdbc:oracle:thin:@(",
        "jdbc:oracle:thin:@(HOST=",
        "jdbc:sqlserver:",
        "jdbc:sqlserver://;",
        "jdbc:sqlserver://;databaseName",
        "jdbc:h2:",
        "jdbc:postgresql://[::1/x",
        "jdbc:postgresql://@/",
        "jdbc:postgresql://:@:/:",
        "jdbc:sqlserver://h;password={unclosed",
        "jdbc:postgresql://\u0000\n/\u0000"
      })
  void survivesGarbage(@Nullable String url) {
    DbInfo info = JdbcUrl.parse(url);
    assertThat(info.system()).isNotEmpty();
    assertThat(info.serverPort()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://root:s3cret@h/d",
        "jdbc:mysql://root:s3@cret@h:1/d",
        "jdbc:mysql://root:a/s3cret@h/d",
        "jdbc:postgresql://root:s3cret@h/d?password=s3cret",
        "jdbc:oracle:thin:root/s3cret@h:1:d",
        "jdbc:oracle:thin:root/s3cret@(HOST=h)",
        "jdbc:oracle:thin:root/s3cret@//h/d",
        "jdbc:sqlserver://h;user=root;password=s3cret",
        "jdbc:h2:mem:d;USER=root;PASSWORD=s3cret",
        "jdbc:h2:tcp://root:s3cret@h/d;PASSWORD=s3cret",
        "jdbc:db2://h:1/d:user=root;password=s3cret;",
        "jdbc:derby:d;user=root;password=s3cret",
        "jdbc:hsqldb:file:d;user=root;password=s3cret",
        "jdbc:unheard-of:root:s3cret@h",
        "jdbc:snowflake://root:s3cret@h/?user=root&password=s3cret&db=d",
        "jdbc:sqlite:d.db?password=s3cret",
        "jdbc:teradata://h/USER=root,PASSWORD=s3cret",
        "jdbc:mysql://(host=h,user=root,password=s3cret)/d"
      })
  void letsNoUserAndNoPasswordOut(String url) {
    DbInfo info = JdbcUrl.parse(url);
    assertThat(info.system() + ' ' + info.namespace() + ' ' + info.serverAddress())
        .doesNotContain("root")
        .doesNotContain("cret")
        .doesNotContain("s3");
  }

  @Test
  void readsRandomTextInLinearTime() {
    Random random = new Random(7);
    String signs = "()=:;/@,[]{}?&%\\ahostport1 ";
    String[] starts = {"jdbc:oracle:thin:@(", "jdbc:mysql://", "jdbc:sqlserver://", "jdbc:h2:"};
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (int i = 0; i < 20_000; i++) {
            StringBuilder url = new StringBuilder(starts[i % starts.length]);
            int length = random.nextInt(i % 100 == 0 ? 4000 : 60);
            for (int j = 0; j < length; j++) {
              url.append(signs.charAt(random.nextInt(signs.length())));
            }
            assertThat(JdbcUrl.parse(url.toString())).isNotNull();
          }
        });
  }
}
