package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import dev.weft.testing.container.ServiceContainer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real databases, in containers of ci/docker/Dockerfile, behind their JDBC drivers. */
@Tag("databases")
class DatabasesIT {
  @ParameterizedTest(name = "{0} on JDK {4}")
  @CsvSource({
    "postgresql, jdbc:postgresql, 5432, postgresql, 8",
    "postgresql, jdbc:postgresql, 5432, postgresql, 25",
    "mariadb,    jdbc:mariadb,    3306, mariadb,    8",
    "mariadb,    jdbc:mariadb,    3306, mariadb,    25",
  })
  void tracesStatementsWithoutTheirLiterals(
      String image, String scheme, int port, String system, int version) throws Exception {
    try (OtlpReceiver collector = OtlpReceiver.start();
        ServiceContainer database = ServiceContainer.of(image, port).start()) {
      int mapped = database.port();
      String url = scheme + "://localhost:" + mapped + "/smoke";

      Result result =
          JavaProcess.run(
              Weft.app(
                  "database",
                  Jdk.of(version),
                  collector,
                  "example.smoke.Queries",
                  url,
                  "smoke",
                  "smoke"));

      assertThat(result.out()).containsExactly("stock 7", "no such table");
      assertThat(result.exitCode()).isZero();
      List<ReceivedSpan> spans = collector.await(4, span -> true);
      assertThat(spans).allSatisfy(span -> assertSays(span, system, mapped));
      ReceivedSpan select = named(spans, "select item");
      assertThat(select.attributes())
          .containsEntry("db.query.text", "select stock from item where sku = ? and stock > ?");
      assertThat(named(spans, "insert item").attributes()).containsKey("db.operation.batch.size");
      assertThat(named(spans, "update missing").failed()).isTrue();
      assertThat(spans).noneMatch(span -> span.wire().contains("'tea'"));
    }
  }

  private static void assertSays(ReceivedSpan span, String system, int port) {
    assertThat(span.attributes())
        .containsEntry("db.system.name", system)
        .containsEntry("db.namespace", "smoke")
        .containsEntry("server.address", "localhost")
        .containsEntry("server.port", String.valueOf(port));
  }

  private static ReceivedSpan named(List<ReceivedSpan> spans, String end) {
    List<ReceivedSpan> found = spans.stream().filter(s -> s.name().endsWith(end)).toList();
    assertThat(found).as("%s in %s", end, spans).hasSize(1);
    return found.get(0);
  }
}
