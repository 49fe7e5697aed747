package dev.weft.instrumentation.vertxweb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.semconv.HttpAttributes;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  private static final Vertx vertx = Vertx.vertx();
  // Without the upgrade that it asks for otherwise, with which a span ends.
  private static final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static int port;

  @BeforeAll
  static void start() {
    port =
        vertx
            .createHttpServer()
            .requestHandler(router())
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();
  }

  private static Router router() {
    Router router = Router.router(vertx);
    router.route().handler(RoutingContext::next);
    router.route("/users/*").handler(RoutesTest::nextLater);
    router.get("/users/:id").handler(RoutingContext::next).handler(RoutesTest::answer);
    router.get("/static/*").handler(RoutesTest::answer);
    router.getWithRegex("/x/(?<n>\\d+)").handler(RoutesTest::answer);
    router.get("/blocking").blockingHandler(RoutesTest::answer);
    router.get("/blocking-before").blockingHandler(RoutingContext::next);
    router.get("/blocking-before").handler(RoutesTest::answer);
    router.post("/post").handler(RoutesTest::answer);
    router.get("/old").handler(request -> request.reroute("/users/1"));
    router.get("/failing/:how").handler(request -> request.fail(503));
    router.route("/failing/*").failureHandler(RoutesTest::answer);
    router.get("/throwing").handler(RoutesTest::fail);
    router.get("/last").handler(RoutesTest::answer);
    router.route("/last").handler(RoutesTest::answer);

    Router tenant = Router.router(vertx);
    tenant.get("/orders/:order").handler(RoutesTest::nextLater);
    tenant.get("/orders/:order").handler(RoutesTest::answer);
    tenant.get("/failing").handler(RoutesTest::fail);
    router.route("/tenants/:tenant/*").subRouter(tenant);
    Router api = Router.router(vertx);
    api.get("/users/:id").handler(RoutesTest::answer);
    api.route("/other/*").handler(RoutingContext::next);
    api.getWithRegex("/y/(?<n>\\d+)").handler(RoutesTest::answer);
    router.route("/api/*").subRouter(api);
    router.get("/api/outside").handler(RoutesTest::answer);
    Router any = Router.router(vertx);
    any.route().handler(RoutesTest::answer);
    router.route("/any/*").subRouter(any);
    return router;
  }

  private static void nextLater(RoutingContext request) {
    request.vertx().setTimer(1, id -> request.next());
  }

  private static void answer(RoutingContext request) {
    request.response().end(Span.current().getSpanContext().getSpanId());
  }

  private static void fail(RoutingContext request) {
    throw new IllegalStateException(request.request().path());
  }

  @AfterAll
  static void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @ParameterizedTest
  @CsvSource({
    "/users/7, /users/:id",
    "/static/a/b.css, /static/*",
    "/x/12, /x/(?<n>\\d+)",
    "/blocking, /blocking",
    "/blocking-before, /blocking-before",
    "/old, /users/:id",
    "/failing/soon, /failing/:how",
    "/last, /last",
    "/api/users/7, /api/users/:id",
    "/tenants/t/orders/8, /tenants/:tenant/orders/:order",
    "/api/y/3, '/api/y/(?<n>\\d+)'",
    "/api/outside, /api/outside",
    "/any/thing, /any/*",
  })
  void theRouteThatAnswersNamesTheSpan(String path, String template) throws Exception {
    HttpResponse<String> response = get(path);

    SpanData span = weft.awaitSpan();
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getName()).isEqualTo("GET " + template);
    assertThat(span.getAttributes().get(HttpAttributes.HTTP_ROUTE)).isEqualTo(template);
    assertThat(response.body()).isEqualTo(span.getSpanId());
  }

  @ParameterizedTest
  @CsvSource({
    "/throwing, /throwing",
    "/tenants/t/failing, /tenants/:tenant/failing",
  })
  void theRouteThatFailsNamesTheSpan(String path, String template) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(500);

    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo("GET " + template);
    assertThat(span.getEvents()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "/nothing, 404",
    "/users/7/nothing, 404",
    "/api/nothing, 404",
    "/api/other/nothing, 404",
    "/tenants/t/nothing, 404",
    "/post, 405",
  })
  void whatNoRouteAnswersHasNone(String path, int status) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(status);

    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(span.getAttributes().get(HttpAttributes.HTTP_ROUTE)).isNull();
  }

  /** One after the other on one thread, whose task began with the first of them. */
  @Test
  void blockingHandlersRunInTheirRequestsContexts() {
    List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      HttpRequest request = HttpRequest.newBuilder(uri("/blocking")).build();
      responses.add(client.sendAsync(request, BodyHandlers.ofString()));
    }
    List<String> seen = responses.stream().map(response -> response.join().body()).toList();

    assertThat(weft.awaitSpans(20))
        .extracting(SpanData::getSpanId)
        .containsExactlyInAnyOrderElementsOf(seen);
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
