package dev.weft.tracing.http;

import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.tracing.AgentThread;
import dev.weft.tracing.StubbornSampler;
import dev.weft.tracing.TestTracing;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerTracingTest {
  @RegisterExtension private final TestTracing traced = new TestTracing();

  private final HttpServerTracing<FakeExchange, FakeExchange> tracing =
      new HttpServerTracing<>("test", new FakeExchange.Server());
  private final FakeExchange exchange = new FakeExchange();

  @Test
  void describesRequest() {
    exchange.query = "q=1&token=x";
    exchange.header("Host", "shop.example.com:8443").header("User-Agent", "curl/8");
    exchange.scheme = "https";
    serve();
    SpanData span = traced.span();
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("dev.weft.test");
    Map<String, Object> attributes = attributes(span);
    assertThat(attributes)
        .containsEntry("http.request.method", "GET")
        .containsEntry("url.scheme", "https")
        .containsEntry("url.path", "/users/42")
        .containsEntry("url.query", "q=1&token=REDACTED")
        .containsEntry("server.address", "shop.example.com")
        .containsEntry("server.port", 8443L)
        .containsEntry("client.address", "10.0.0.9")
        .containsEntry("network.peer.address", "10.0.0.9")
        .containsEntry("network.peer.port", 4711L)
        .containsEntry("network.protocol.version", "1.1")
        .containsEntry("user_agent.original", "curl/8")
        .containsEntry("http.response.status_code", 200L)
        .hasSize(12);
  }

  @Test
  void namesSpanByRouteOfBestSource() {
    HttpServerOperation<?, ?> operation = tracing.start(exchange);
    HttpRoute.update(Context.current(), "/*", RouteSource.CONTAINER);
    HttpRoute.update(Context.current(), "/users/{id}", RouteSource.CONTROLLER);
    HttpRoute.update(Context.current(), "/error", RouteSource.CONTROLLER);
    HttpRoute.update(Context.current(), "/error.jsp", RouteSource.CONTAINER);
    HttpRoute.update(Context.current(), null, RouteSource.CONTROLLER);
    operation.end(null, null);
    HttpRoute.update(operation.context(), "/late", RouteSource.CONTROLLER);
    assertThat(traced.span().getName()).isEqualTo("GET /users/{id}");
    assertThat(attributes(traced.span())).containsEntry("http.route", "/users/{id}");
  }

  @Test
  void namesSpanByTheLastRouteOfASourceThatAsksSeveral() {
    HttpServerOperation<?, ?> operation = tracing.start(exchange);
    HttpRoute.replace(Context.current(), "/users/*", RouteSource.CONTAINER);
    HttpRoute.replace(Context.current(), "/users/:id", RouteSource.CONTAINER);
    operation.end(null, null);
    assertThat(traced.span().getName()).isEqualTo("GET /users/:id");
  }

  @Test
  void takesARouteBackThatPassedTheRequestOn() {
    HttpServerOperation<?, ?> operation = tracing.start(exchange);
    HttpRoute.replace(Context.current(), "/users/*", RouteSource.CONTAINER);
    HttpRoute.replace(Context.current(), null, RouteSource.CONTAINER);
    operation.end(null, null);
    assertThat(traced.span().getName()).isEqualTo("GET");
  }

  @Test
  void keepsTheRouteOfABetterSource() {
    HttpServerOperation<?, ?> operation = tracing.start(exchange);
    HttpRoute.update(Context.current(), "/users/{id}", RouteSource.CONTROLLER);
    HttpRoute.replace(Context.current(), "/*", RouteSource.CONTAINER);
    HttpRoute.replace(Context.current(), null, RouteSource.CONTAINER);
    operation.end(null, null);
    assertThat(traced.span().getName()).isEqualTo("GET /users/{id}");
  }

  @Test
  void keepsInventedMethodsOutOfNames() {
    exchange.method = "HACK";
    HttpServerOperation<?, ?> operation = tracing.start(exchange);
    HttpRoute.update(Context.current(), "/a", RouteSource.CONTAINER);
    operation.end(null, null);
    assertThat(traced.span().getName()).isEqualTo("HTTP /a");
    assertThat(attributes(traced.span()))
        .containsEntry("http.request.method", "_OTHER")
        .containsEntry("http.request.method_original", "HACK");
  }

  @ParameterizedTest
  @CsvSource({
    "200,UNSET,",
    "302,UNSET,",
    "404,UNSET,",
    "500,ERROR,500",
    "503,ERROR,503",
    "0,UNSET,",
    "999,UNSET,"
  })
  void takesServerErrorsForErrors(int code, StatusCode status, String errorType) {
    exchange.status = code;
    serve();
    assertThat(traced.span().getStatus().getStatusCode()).isEqualTo(status);
    assertThat(traced.span().getAttributes().get(stringKey("error.type"))).isEqualTo(errorType);
  }

  @Test
  void recordsWhatWasThrown() {
    tracing.start(exchange).end(null, new CompletionException(new IllegalStateException("boom")));
    SpanData span = traced.span();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(attributes(span)).containsEntry("error.type", "java.lang.IllegalStateException");
    assertThat(span.getEvents()).hasSize(1);
    assertThat(span.getEvents().get(0).getName()).isEqualTo("exception");
    assertThat(span.getEvents().get(0).getAttributes().get(stringKey("exception.message")))
        .isEqualTo("boom");
    assertThat(span.getEvents().get(0).getAttributes().get(stringKey("exception.stacktrace")))
        .contains("recordsWhatWasThrown");
  }

  @Test
  void bearsHostileExceptions() {
    tracing.start(exchange).end(null, new HostileException());
    assertThat(traced.span().getEvents().get(0).getAttributes().asMap()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "for=1.2.3.4;proto=https;host=a.example:81 | - | 1.2.3.4",
        "for=\"[2001:db8::1]:4711\", for=10.0.0.1 | - | 2001:db8::1",
        "For=\"1.2.3.4:80\" | 9.9.9.9 | 1.2.3.4",
        "for=\"_hidden\" | 9.9.9.9, 8.8.8.8 | 9.9.9.9",
        "for=unknown | - | 10.0.0.9",
        "for=\"unclosed | 2001:db8::2 | 2001:db8::2",
        "by=x;proto=http | [2001:db8::3]:80 | 2001:db8::3",
        ";;,=,for | 1.1.1.1:99 | 1.1.1.1",
        "for=\"a b<script>\" | - | 10.0.0.9",
        "for=\"[::1\" | unknown | 10.0.0.9",
      })
  void findsClientBehindProxies(String forwarded, String xForwardedFor, String client) {
    exchange.header("Forwarded", forwarded);
    if (xForwardedFor != null) {
      exchange.header("X-Forwarded-For", xForwardedFor);
    }
    serve();
    assertThat(attributes(traced.span())).containsEntry("client.address", client);
  }

  @Test
  void findsServerBeforeProxies() {
    exchange.header("Host", "inner:8080").header("X-Forwarded-Host", "a.example, b");
    exchange.header("X-Forwarded-Proto", "HTTPS");
    serve();
    assertThat(attributes(traced.span()))
        .containsEntry("server.address", "a.example")
        .containsEntry("server.port", 443L)
        .containsEntry("url.scheme", "https");
  }

  @Test
  void capturesHeadersButNoSecrets() {
    traced.configure(
        TracingSettings.builder()
            .serverRequestHeaders(Arrays.asList("X-Tenant", "Authorization", "absent"))
            .serverResponseHeaders(Collections.singletonList("X-Cache"))
            .build(),
        Sampler.alwaysOn());
    exchange.header("x-tenant", "a", "b").header("authorization", "Bearer abc");
    exchange.responseHeaders.put("x-cache", Collections.singletonList("hit"));
    serve();
    assertThat(traced.span().getAttributes().get(stringArrayKey("http.request.header.x-tenant")))
        .containsExactly("a", "b");
    assertThat(
            traced.span().getAttributes().get(stringArrayKey("http.request.header.authorization")))
        .containsExactly("REDACTED");
    assertThat(traced.span().getAttributes().get(stringArrayKey("http.response.header.x-cache")))
        .containsExactly("hit");
    assertThat(attributes(traced.span())).doesNotContainKey("http.request.header.absent");
  }

  @Test
  void continuesTraceOfCaller() {
    exchange.header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    serve();
    assertThat(traced.span().getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(traced.span().getParentSpanId()).isEqualTo("b7ad6b7169203331");
  }

  @Test
  void startsOnceForServersInsideServers() {
    HttpServerOperation<?, ?> outer = tracing.start(exchange);
    assertThat(tracing.start(exchange)).isNull();
    outer.detach();
    assertThat(Context.current()).isSameAs(Context.root());
    outer.end(null, null);
    assertThat(traced.spans()).hasSize(1);
  }

  @Test
  void doesNotContinueAnEndedRequest() throws Exception {
    HttpServerOperation<FakeExchange, FakeExchange> first = tracing.start(exchange);
    first.end(exchange, null);
    first
        .context()
        .wrap(
            () -> {
              serve();
              return null;
            })
        .call();
    assertThat(traced.spans()).extracting(SpanData::getTraceId).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void startsNothingUnlessConfigured() throws InterruptedException {
    AtomicReference<Object> started = new AtomicReference<>("nothing yet");
    Thread agent = new AgentThread(() -> started.set(tracing.start(exchange)), "weft-test");
    agent.start();
    agent.join();
    assertThat(started).hasValue(null);
    Tracing.reset();
    assertThat(tracing.start(exchange)).isNull();
  }

  @Test
  void endsSpanIfTheLibraryCannotBeRead() {
    exchange.broken = true;
    assertThatThrownBy(() -> tracing.start(exchange)).isInstanceOf(IllegalStateException.class);
    exchange.broken = false;
    HttpServerOperation<FakeExchange, FakeExchange> operation = tracing.start(exchange);
    exchange.broken = true;
    assertThatThrownBy(() -> operation.end(exchange, null))
        .isInstanceOf(IllegalStateException.class);
    assertThat(traced.spans()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"0af7651916cd43dd8448eb211c80319c, 00", "0af7651916cd43dd8448eb211c80319c, 03", ","})
  void makesNothingOfWhatIsSurelyDropped(String traceId, String flags) {
    traced.configure(new StubbornSampler(true), Sampler.parentBased(Sampler.alwaysOff()));
    if (traceId != null) {
      exchange.header("traceparent", "00-" + traceId + "-b7ad6b7169203331-" + flags);
    }
    HttpServerOperation<FakeExchange, FakeExchange> operation = tracing.start(exchange);
    SpanContext span = Span.current().getSpanContext();
    operation.end(exchange, null);
    boolean sampled = "03".equals(flags);
    assertThat(exchange.reads > 0).isEqualTo(sampled);
    assertThat(traced.spans()).hasSize(sampled ? 1 : 0);
    assertThat(span.isValid()).isTrue();
    assertThat(span.isSampled()).isEqualTo(sampled);
    assertThat(span.getSpanId()).isNotEqualTo("b7ad6b7169203331");
    if (traceId != null) {
      assertThat(span.getTraceId()).isEqualTo(traceId);
      assertThat(span.getTraceFlags().asByte() & 2).isEqualTo(Integer.parseInt(flags) & 2);
    }
  }

  private void serve() {
    tracing.start(exchange).end(exchange, null);
  }

  private static Map<String, Object> attributes(SpanData span) {
    Map<String, Object> map = new HashMap<>();
    for (Map.Entry<AttributeKey<?>, Object> entry : span.getAttributes().asMap().entrySet()) {
      map.put(entry.getKey().getKey(), entry.getValue());
    }
    return map;
  }

  private static final class HostileException extends RuntimeException {
    @Override
    public String getMessage() {
      throw new StackOverflowError();
    }

    @Override
    public void printStackTrace(java.io.PrintWriter writer) {
      throw new IllegalStateException();
    }
  }
}
