package dev.weft.instrumentation.springwebflux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.reactive.function.server.RouterFunctions;

/** Router functions that are served without an application context or a dispatcher. */
class RouterFunctionsTest {
  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  private static BasedServer server;

  @BeforeAll
  static void start() {
    server = new BasedServer(RouterFunctions.toHttpHandler(new Application().orders()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/orders/7/lines/3, /orders/{order}/lines/{line}",
    "/base/orders/7/lines/3, /base/orders/{order}/lines/{line}",
    "/orders/7, /orders/{order}",
  })
  void namesTheRoute(String path, String route) throws Exception {
    server.get(path);

    assertThat(weft.awaitSpan())
        .satisfies(span -> assertThat(span.getName()).isEqualTo("GET " + route))
        .satisfies(span -> assertThat(route(span)).isEqualTo(route));
  }

  @Test
  void namesNoRouteWhereNoFunctionHandles() throws Exception {
    assertThat(server.get("/orders/7/lines").statusCode()).isEqualTo(404);

    assertThat(weft.awaitSpan())
        .satisfies(span -> assertThat(span.getName()).isEqualTo("GET"))
        .satisfies(span -> assertThat(route(span)).isNull());
  }

  private static String route(SpanData span) {
    return span.getAttributes().get(AttributeKey.stringKey("http.route"));
  }
}
