package dev.weft.instrumentation.reactornetty;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_ADDRESS;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PROTOCOL_VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.HttpClientContract;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ByteBufFlux;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;

class ReactorNettyClientTest extends HttpClientContract {
  private static final HttpClient CLIENT = HttpClient.create().followRedirect(true);

  @Override
  protected int send(ClientRequest request) throws Exception {
    try {
      Integer status = exchange(request).block();
      return status == null ? 0 : status;
    } catch (RuntimeException e) {
      Throwable cause = Exceptions.unwrap(e);
      throw cause instanceof IOException known ? known : new IOException(cause);
    }
  }

  private static Mono<Integer> exchange(ClientRequest request) {
    return CLIENT
        .responseTimeout(request.timeout())
        .headers(headers -> request.headers().forEach(h -> headers.add(h.name(), h.value())))
        .request(HttpMethod.valueOf(request.method()))
        .uri(request.uri())
        .send(body(request))
        .responseSingle(
            (response, content) -> content.asString().thenReturn(response.status().code()));
  }

  private static Flux<ByteBuf> body(ClientRequest request) {
    String body = request.body();
    if (body == null) {
      return ByteBufFlux.empty();
    }
    if (!request.streamed()) {
      return Flux.from(ByteBufMono.fromString(Mono.just(body)));
    }
    return ByteBufFlux.fromString(Flux.fromArray(body.split("(?<=\n)")));
  }

  @Test
  void callsFunctionsOfTheApplicationInTheCallersContext() {
    List<String> seen = new CopyOnWriteArrayList<>();
    Span parent = weft.tracer().spanBuilder("parent").startSpan();
    try (Scope unused = parent.makeCurrent()) {
      CLIENT
          .doOnRequest((request, connection) -> seen.add("request " + spanId()))
          .doAfterRequest((request, connection) -> seen.add("sent " + spanId()))
          .doOnResponse((response, connection) -> seen.add("response " + spanId()))
          .doAfterResponseSuccess((response, connection) -> seen.add("completed " + spanId()))
          .post()
          .uri(get("/redirect/1").uri())
          .send(
              (request, outbound) -> {
                seen.add("send " + spanId());
                return outbound.sendString(Mono.fromSupplier(() -> "body " + seen.add(spanId())));
              })
          .responseSingle(
              (response, content) -> content.asString().doOnNext(text -> seen.add(spanId())))
          .block();
      assertThat(Span.current()).isSameAs(parent);
    } finally {
      parent.end();
    }

    weft.awaitSpans(3);
    String id = parent.getSpanContext().getSpanId();
    assertThat(seen).contains("send " + id, "request " + id, "response " + id);
    assertThat(seen).allMatch(entry -> entry.endsWith(id));
  }

  private static String spanId() {
    return Span.current().getSpanContext().getSpanId();
  }

  @Test
  void sendsTheContextOfTheChainThatSubscribesElsewhere() throws Exception {
    Span parent = weft.tracer().spanBuilder("parent").startSpan();
    try (Scope unused = parent.makeCurrent()) {
      exchange(get("/ok")).subscribeOn(Schedulers.parallel()).block();
    } finally {
      parent.end();
    }

    assertThat(weft.awaitSpans(2))
        .filteredOn(span -> span.getKind() == SpanKind.CLIENT)
        .extracting(SpanData::getParentSpanId)
        .containsExactly(parent.getSpanContext().getSpanId());
  }

  @Test
  void tellsThePeerAndTheProtocol() throws Exception {
    send(get("/ok"));

    SpanData span = weft.awaitSpan();
    assertThat(span.getAttributes().get(NETWORK_PEER_ADDRESS)).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
    assertThat(span.getAttributes().get(NETWORK_PROTOCOL_VERSION)).isEqualTo("1.1");
  }

  @Test
  void endsWithCancellation() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    Disposable call =
        CLIENT
            .doAfterRequest((request, connection) -> sent.countDown())
            .get()
            .uri(get("/silence").uri())
            .response()
            .subscribe();
    sent.await();
    call.dispose();

    SpanData span = weft.awaitSpan();
    assertThat(span.getAttributes().get(ERROR_TYPE)).endsWith("CancellationException");
    assertThat(span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE)).isNull();
  }

  @Test
  void endsWhereTheRestOfABodyIsNotWanted() {
    @Nullable String first =
        CLIENT.get().uri(get("/stream").uri()).responseContent().asString().next().block();

    assertThat(first).isNotEmpty();
    SpanData span = weft.awaitSpan();
    assertThat(span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE)).isEqualTo(200);
    assertThat(span.getAttributes().get(ERROR_TYPE)).isNull();
  }

  @Test
  void tellsAnAddressOfIpv6WithoutBracketsAndThatThereIsNoConnection() {
    assertThatThrownBy(() -> CLIENT.get().uri("http://[::1]:1/a?b=c").response().block())
        .isInstanceOf(RuntimeException.class);

    SpanData span = weft.awaitSpan();
    assertThat(span.getAttributes().asMap().toString())
        .contains("server.address=::1", "server.port=1", "url.full=http://[::1]:1/a?b=c");
    assertThat(span.getAttributes().get(ERROR_TYPE)).endsWith("Exception");
  }
}
