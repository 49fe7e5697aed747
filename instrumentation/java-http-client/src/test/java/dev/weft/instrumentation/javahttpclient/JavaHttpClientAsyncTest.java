package dev.weft.instrumentation.javahttpclient;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.HttpClientContract;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class JavaHttpClientAsyncTest extends HttpClientContract {

  @Override
  protected int send(ClientRequest request) throws Exception {
    try {
      return sendAsync(request).get().statusCode();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static CompletableFuture<HttpResponse<String>> sendAsync(ClientRequest request) {
    HttpRequest sent = JavaHttpClientTest.toHttpRequest(request);
    return JavaHttpClientTest.CLIENT.sendAsync(sent, BodyHandlers.ofString());
  }

  @Test
  void hasEndedWhenTheFutureCompletes() throws Exception {
    boolean recording =
        sendAsync(get("/ok")).thenApply(response -> Span.current().isRecording()).get();
    assertThat(recording).isFalse();
    weft.awaitSpan();
  }

  @Test
  void endsWithCancellation() {
    CompletableFuture<HttpResponse<String>> future = sendAsync(get("/silence"));
    assertThat(future.cancel(true)).isTrue();
    // Whichever comes first, by the client alone too: the future's own end or the request's.
    assertThatThrownBy(future::get)
        .isInstanceOfAny(CancellationException.class, ExecutionException.class);
    assertThat(weft.awaitSpan().getAttributes().get(ERROR_TYPE)).isNotNull();
  }

  @Test
  void leavesTheCallersContextCurrent() throws Exception {
    Span parent = weft.tracer().spanBuilder("parent").startSpan();
    try (Scope unused = parent.makeCurrent()) {
      CompletableFuture<HttpResponse<String>> future = sendAsync(get("/ok"));
      assertThat(Span.current()).isSameAs(parent);
      future.get();
      assertThat(Span.current()).isSameAs(parent);
    } finally {
      parent.end();
    }
    weft.awaitSpans(2);
  }

  @Test
  void runsDependentStagesInTheCallersContext() throws Exception {
    Span parent = weft.tracer().spanBuilder("parent").startSpan();
    CompletableFuture<Span> stage;
    try (Scope unused = parent.makeCurrent()) {
      stage = sendAsync(get("/ok")).thenApply(response -> Span.current());
    }
    assertThat(stage.get().getSpanContext()).isEqualTo(parent.getSpanContext());
    parent.end();
    weft.awaitSpans(2);
  }

  @Test
  void showsTheApplicationsOwnHeadersToTheApplication() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(get("/ok").uri()).header("traceparent", "mine").build();
    HttpRequest answered =
        JavaHttpClientTest.CLIENT.sendAsync(request, BodyHandlers.ofString()).get().request();
    assertThat(answered.headers().allValues("traceparent")).containsExactly("mine");
    weft.awaitSpan();
  }

  @Test
  void answersFuturesOfTheClientsOwnClass() throws Exception {
    CompletableFuture<HttpResponse<String>> future = sendAsync(get("/ok"));
    assertThat(future.getClass().getName()).startsWith("jdk.internal.net.http.");
    HttpRequest request = future.get().request();
    assertThat(request.headers().map()).isEmpty();
    weft.awaitSpan();
  }

  @Override
  protected void betweenCollections() throws Exception {
    JavaHttpClientTest.noteAnotherStage();
  }
}
