package dev.weft.tracing.rpc;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_ADDRESS;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_PORT;
import static io.opentelemetry.semconv.RpcAttributes.RPC_METHOD;
import static io.opentelemetry.semconv.RpcAttributes.RPC_STATUS_CODE;
import static io.opentelemetry.semconv.RpcAttributes.RPC_SYSTEM_NAME;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.StubbornSampler;
import dev.weft.tracing.TestTracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcTracingTest {
  private static final String TRACEPARENT =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @RegisterExtension private final TestTracing traced = new TestTracing();

  private final Getter getter = new Getter();
  private final RpcClientTracing<Map<String, String>> client =
      new RpcClientTracing<>("test", RpcSystem.GRPC, getter);
  private final RpcServerTracing<Map<String, String>> server =
      new RpcServerTracing<>("test", RpcSystem.GRPC, getter);
  private final Map<String, String> headers = new HashMap<>();

  @Test
  void describesCalls() {
    client.start(headers).end("OK", null);

    SpanData span = traced.span();
    assertThat(span.getName()).isEqualTo("shop.Orders/Place");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getAttributes().get(RPC_SYSTEM_NAME)).isEqualTo("grpc");
    assertThat(span.getAttributes().get(RPC_METHOD)).isEqualTo("shop.Orders/Place");
    assertThat(span.getAttributes().get(RPC_STATUS_CODE)).isEqualTo("OK");
    assertThat(span.getAttributes().get(SERVER_ADDRESS)).isEqualTo("2001:db8::1");
    assertThat(span.getAttributes().get(SERVER_PORT)).isEqualTo(8443);
    assertThat(span.getAttributes().get(NETWORK_PEER_ADDRESS)).isEqualTo("10.0.0.1");
    assertThat(span.getAttributes().get(NETWORK_PEER_PORT)).isEqualTo(4711);
    assertThat(span.getAttributes().size()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "OK, UNSET, UNSET",
    "CANCELLED, ERROR, UNSET",
    "UNKNOWN, ERROR, ERROR",
    "INVALID_ARGUMENT, ERROR, UNSET",
    "DEADLINE_EXCEEDED, ERROR, ERROR",
    "NOT_FOUND, ERROR, UNSET",
    "ALREADY_EXISTS, ERROR, UNSET",
    "PERMISSION_DENIED, ERROR, UNSET",
    "RESOURCE_EXHAUSTED, ERROR, UNSET",
    "FAILED_PRECONDITION, ERROR, UNSET",
    "ABORTED, ERROR, UNSET",
    "OUT_OF_RANGE, ERROR, UNSET",
    "UNIMPLEMENTED, ERROR, ERROR",
    "INTERNAL, ERROR, ERROR",
    "UNAVAILABLE, ERROR, ERROR",
    "DATA_LOSS, ERROR, ERROR",
    "UNAUTHENTICATED, ERROR, UNSET",
  })
  void tellsTheCallersMistakesFromTheServersFaults(
      String status, StatusCode onClient, StatusCode onServer) {
    client.start(headers).end(status, new IllegalStateException());
    server.start(headers).end(status, new IllegalStateException());

    assertOutcome(traced.spans().get(0), status, onClient);
    assertOutcome(traced.spans().get(1), status, onServer);
  }

  private static void assertOutcome(SpanData span, String status, StatusCode code) {
    boolean failed = code == StatusCode.ERROR;
    assertThat(span.getStatus().getStatusCode()).isEqualTo(code);
    assertThat(span.getAttributes().get(RPC_STATUS_CODE)).isEqualTo(status);
    assertThat(span.getAttributes().get(ERROR_TYPE)).isEqualTo(failed ? status : null);
    assertThat(span.getEvents()).hasSize(failed ? 1 : 0);
  }

  @Test
  void endsOnce() {
    RpcClientOperation<Map<String, String>> operation = client.start(headers);
    operation.end("CANCELLED", null);
    operation.end("OK", null);

    assertThat(traced.span().getAttributes().get(RPC_STATUS_CODE)).isEqualTo("CANCELLED");
  }

  @Test
  void servesWhatTheHeadersContinueWhateverIsCurrent() {
    headers.put("traceparent", TRACEPARENT);
    RpcClientOperation<Map<String, String>> caller = client.start(new HashMap<>());
    RpcServerOperation<Map<String, String>> served = server.start(headers);
    assertThat(client.start(new HashMap<>())).as("a call of the service").satisfies(this::end);
    served.end("OK", null);
    assertThat(Span.current()).isSameAs(caller.span());
    caller.end("OK", null);

    SpanData span = traced.spans().get(1);
    assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(traced.spans().get(0).getParentSpanId()).isEqualTo(span.getSpanId());
  }

  private void end(@Nullable RpcClientOperation<Map<String, String>> operation) {
    operation.end("OK", null);
  }

  @Test
  void leavesCallsToTheLibraryAbove() {
    RpcClientOperation<Map<String, String>> outer = client.start(headers);
    assertThat(client.start(headers)).isNull();
    outer.end("OK", null);
    try (Scope unused = outer.context().makeCurrent()) {
      client.start(headers).end("OK", null);
    }
    assertThat(traced.spans()).hasSize(2);
  }

  @Test
  void carriesDroppedCallsOnWithoutReadingThem() {
    traced.configure(new StubbornSampler(true), Sampler.alwaysOff());
    RpcClientOperation<Map<String, String>> operation = client.start(headers);
    operation.inject(headers, Map::put);
    operation.end("OK", null);

    assertThat(headers.get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[02]");
    assertThat(getter.addressesRead).isZero();
  }

  /** One call; its headers are the request. */
  private static final class Getter implements RpcServerGetter<Map<String, String>> {
    private int addressesRead;

    @Override
    public String method(Map<String, String> call) {
      return "shop.Orders/Place";
    }

    @Override
    public String authority(Map<String, String> call) {
      addressesRead++;
      return "[2001:db8::1]:8443";
    }

    @Override
    public String peerAddress(Map<String, String> call) {
      addressesRead++;
      return "10.0.0.1";
    }

    @Override
    public int peerPort(Map<String, String> call) {
      return 4711;
    }

    @Override
    public Iterable<String> keys(Map<String, String> call) {
      return call.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> call, String name) {
      return call == null ? null : call.get(name);
    }
  }
}
