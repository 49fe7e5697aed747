package dev.weft.instrumentation.apachehttpclient5;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.HttpClientContract;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.nio.CharBuffer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.StreamChannel;
import org.apache.hc.core5.http.nio.entity.AbstractCharAsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.StringAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.entity.StringAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.nio.support.BasicResponseConsumer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApacheHttpAsyncClient5Test extends HttpClientContract {
  private static final CloseableHttpAsyncClient CLIENT = HttpAsyncClients.createDefault();

  @BeforeAll
  static void start() {
    CLIENT.start();
  }

  @AfterAll
  static void stop() throws Exception {
    CLIENT.close();
  }

  @Override
  protected int send(ClientRequest request) throws Exception {
    try {
      return execute(request, null).get().getHead().getCode();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static Future<Message<HttpResponse, String>> execute(
      ClientRequest request, @Nullable FutureCallback<Message<HttpResponse, String>> callback) {
    BasicHttpRequest sent = new BasicHttpRequest(request.method(), request.uri());
    request.headers().forEach(header -> sent.addHeader(header.name(), header.value()));
    HttpClientContext context = HttpClientContext.create();
    context.setRequestConfig(
        RequestConfig.custom()
            .setResponseTimeout(Timeout.ofMilliseconds(request.timeout().toMillis()))
            .build());
    return CLIENT.execute(
        new BasicRequestProducer(sent, body(request)),
        new BasicResponseConsumer<>(new StringAsyncEntityConsumer()),
        context,
        callback);
  }

  private static @Nullable AsyncEntityProducer body(ClientRequest request) {
    String body = request.body();
    if (body == null) {
      return null;
    }
    return request.streamed()
        ? new StreamedBody(body)
        : new StringAsyncEntityProducer(body, ContentType.TEXT_PLAIN);
  }

  @Test
  void callsBackInTheCallersContextAfterTheEnd() throws Exception {
    Span parent = weft.tracer().spanBuilder("parent").startSpan();
    Answer answer = new Answer();
    try (Scope unused = parent.makeCurrent()) {
      execute(get("/redirect/1"), answer);
      assertThat(Span.current()).isSameAs(parent);
    }
    assertThat(answer.current.get()).isSameAs(parent);
    parent.end();
    weft.awaitSpans(3);
  }

  @Test
  void callsBackAboutFailureInTheCallersContext() throws Exception {
    Span parent = weft.tracer().spanBuilder("parent").startSpan();
    Answer answer = new Answer();
    ClientRequest silence = get("/silence");
    ClientRequest request =
        new ClientRequest(
            silence.method(),
            silence.uri(),
            silence.headers(),
            null,
            false,
            Duration.ofMillis(200));
    try (Scope unused = parent.makeCurrent()) {
      execute(request, answer);
    }
    assertThat(answer.current.get()).isSameAs(parent);
    parent.end();
    weft.awaitSpans(2);
  }

  @Test
  void endsWithCancellation() {
    Future<?> future = execute(get("/silence"), null);
    assertThat(future.cancel(true)).isTrue();
    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    assertThat(weft.awaitSpan().getAttributes().get(ERROR_TYPE)).isNotNull();
  }

  /** Tells in which span it was called back. */
  private static final class Answer implements FutureCallback<Message<HttpResponse, String>> {
    final CompletableFuture<@Nullable Span> current = new CompletableFuture<>();

    @Override
    public void completed(Message<HttpResponse, String> response) {
      current.complete(Span.current());
    }

    @Override
    public void failed(Exception e) {
      current.complete(Span.current());
    }

    @Override
    public void cancelled() {
      current.complete(Span.current());
    }
  }

  /** A body of which nobody knows the length. */
  private static final class StreamedBody extends AbstractCharAsyncEntityProducer {
    private final CharBuffer content;
    private @Nullable Exception failure;

    StreamedBody(String content) {
      super(4096, 1024, ContentType.TEXT_PLAIN);
      this.content = CharBuffer.wrap(content);
    }

    @Override
    protected int availableData() {
      return Integer.MAX_VALUE;
    }

    @Override
    protected void produceData(StreamChannel<CharBuffer> channel) throws IOException {
      channel.write(content);
      if (!content.hasRemaining()) {
        channel.endStream();
      }
    }

    @Override
    public boolean isRepeatable() {
      return false;
    }

    @Override
    public boolean isChunked() {
      return true;
    }

    @Override
    public void failed(Exception cause) {
      failure = cause;
    }
  }
}
