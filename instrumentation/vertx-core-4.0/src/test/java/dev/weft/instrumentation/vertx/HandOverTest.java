package dev.weft.instrumentation.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.semconv.UrlAttributes;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All on one event loop, so that the requests take turns on it. */
class HandOverTest {
  private static final int REQUESTS = 20;

  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private HttpClient client = vertx.createHttpClient();

  @AfterEach
  void close() {
    Servers.join(vertx.close());
  }

  @Test
  void requestsThatTakeTurnsKeepTheirContexts() {
    HttpServer backend = Servers.start(vertx, request -> later(() -> answer(request)));
    HttpServer server = Servers.start(vertx, request -> serve(request, backend.actualPort()));

    assertEachCallIsOfItsRequest(server);
  }

  @Test
  void streamsOfOneConnectionKeepTheirContexts() {
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));

    requestsThatTakeTurnsKeepTheirContexts();
  }

  @Test
  void workersKeepTheirRequestsContexts() {
    HttpServer backend = Servers.start(vertx, request -> later(() -> answer(request)));
    CompletableFuture<HttpServer> server = new CompletableFuture<>();
    // The one key is of Vert.x 4, the other of 5.
    JsonObject worker = new JsonObject().put("worker", true).put("threadingModel", "WORKER");
    Servers.join(
        vertx.deployVerticle(
            new AbstractVerticle() {
              @Override
              public void start(Promise<Void> started) {
                vertx
                    .createHttpServer()
                    .requestHandler(request -> serve(request, backend.actualPort()))
                    .listen(0, "127.0.0.1")
                    .onSuccess(server::complete)
                    .<Void>mapEmpty()
                    .onComplete(started);
              }
            },
            new DeploymentOptions(worker)));

    assertEachCallIsOfItsRequest(server.join());
  }

  /** Calls the server many times at once: connections to the backend are fewer. */
  private void assertEachCallIsOfItsRequest(HttpServer server) {
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      answers.add(get(server.actualPort(), "/call/" + i));
    }
    assertThat(answers).extracting(Servers::join).containsOnly("");

    List<SpanData> spans = weft.awaitSpans(4 * REQUESTS);
    for (int i = 0; i < REQUESTS; i++) {
      List<SpanData> trace = spansOf(spans, "/call/" + i);
      assertThat(trace).hasSize(4);
      assertThat(trace).extracting(SpanData::getTraceId).containsOnly(trace.get(0).getTraceId());
    }
  }

  /** The spans that a request has brought about: two hops with two ends each. */
  private static List<SpanData> spansOf(List<SpanData> spans, String path) {
    return spans.stream()
        .filter(
            span ->
                span.getKind() == SpanKind.SERVER
                    ? path.equals(span.getAttributes().get(UrlAttributes.URL_PATH))
                    : span.getAttributes().get(UrlAttributes.URL_FULL).endsWith(path))
        .toList();
  }

  /** Answers with what went wrong: the places that ran in another context than the request's. */
  private void serve(HttpServerRequest request, int backend) {
    String own = Servers.spanId();
    StringBuilder strangers = new StringBuilder();
    later(() -> check("timer", own, strangers))
        .compose(
            none -> {
              check("compose", own, strangers);
              return get(backend, request.path());
            })
        .map(
            answer -> {
              check("map", own, strangers);
              return answer;
            })
        .onSuccess(answer -> check("onSuccess", own, strangers))
        .onComplete(
            answer -> {
              check("onComplete", own, strangers);
              vertx.runOnContext(
                  none -> {
                    check("runOnContext", own, strangers);
                    request.response().end(answer.succeeded() ? strangers.toString() : "failed");
                  });
            });
  }

  private static void check(String place, String own, StringBuilder strangers) {
    if (!Servers.spanId().equals(own)) {
      strangers.append(place).append(' ');
    }
  }

  private Future<Void> later(Runnable task) {
    Promise<Void> done = Promise.promise();
    vertx.setTimer(
        2,
        id -> {
          task.run();
          done.complete();
        });
    return done.future();
  }

  private Future<String> get(int port, String path) {
    return client
        .request(HttpMethod.GET, port, "127.0.0.1", path)
        .compose(request -> request.send())
        .compose(HttpClientResponse::body)
        .map(body -> body.toString());
  }

  private static void answer(HttpServerRequest request) {
    request.response().end("answer");
  }

  @Test
  void pipelinedRequestsAreServedInTheirContexts() throws IOException {
    HttpServer server =
        Servers.start(
            vertx,
            request -> {
              String first = Servers.spanId();
              later(() -> request.response().end(first + ' ' + Servers.spanId() + '\n'));
            });

    String answers;
    try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
      String more = "GET /%d HTTP/1.1\r\nHost: a\r\n\r\n";
      String last = "GET /%d HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      String requests = (more + more + more + last).formatted(0, 1, 2, 3);
      socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
      answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    List<SpanData> spans = weft.awaitSpansAsBegun(4);
    assertThat(answers.lines().filter(line -> line.matches("[0-9a-f]{16} [0-9a-f]{16}")))
        .containsExactlyElementsOf(
            spans.stream().map(span -> span.getSpanId() + ' ' + span.getSpanId()).toList());
  }

  @Test
  void listenersRunInTheContextThatAttachedThem() {
    Promise<String> promise = Promise.promise();
    Span span = weft.tracer().spanBuilder("request").startSpan();
    CompletableFuture<String> inside = new CompletableFuture<>();
    CompletableFuture<String> outside = new CompletableFuture<>();
    promise.future().onComplete(done -> outside.complete(Servers.spanId()));
    try (var unused = span.makeCurrent()) {
      promise.future().onComplete(done -> inside.complete(Servers.spanId()));
    }
    Span other = weft.tracer().spanBuilder("other").startSpan();
    try (var unused = other.makeCurrent()) {
      promise.complete("done");
      assertThat(Span.current()).isSameAs(other);
    }
    other.end();
    span.end();

    assertThat(outside.join()).isEqualTo(SpanId.getInvalid());
    assertThat(inside.join()).isEqualTo(span.getSpanContext().getSpanId());
    weft.awaitSpans(2);
  }

  @Test
  void periodicTimersRunOutsideOfTheRequestThatSetThem() {
    CompletableFuture<String> seen = new CompletableFuture<>();
    Span span = weft.tracer().spanBuilder("request").startSpan();
    try (var unused = span.makeCurrent()) {
      vertx.setPeriodic(1, id -> seen.complete(Servers.spanId()));
    }
    span.end();

    assertThat(seen.join()).isEqualTo(SpanId.getInvalid());
    weft.awaitSpan();
  }
}
