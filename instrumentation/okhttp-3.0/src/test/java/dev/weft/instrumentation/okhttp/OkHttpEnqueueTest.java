package dev.weft.instrumentation.okhttp;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.HttpClientContract;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class OkHttpEnqueueTest extends HttpClientContract {

  @Override
  protected int send(ClientRequest request) throws Exception {
    return enqueue(Calls.of(request)).status();
  }

  private static Answer enqueue(Call call) {
    Answer answer = new Answer();
    call.enqueue(answer);
    return answer;
  }

  @Test
  void callsBackInTheCallersContext() throws Exception {
    Span parent = weft.tracer().spanBuilder("parent").startSpan();
    Answer answer;
    Answer failure;
    try (Scope unused = parent.makeCurrent()) {
      answer = enqueue(Calls.of(get("/ok")));
      failure = enqueue(cancelled(Calls.of(get("/ok"))));
    }
    parent.end();
    answer.status();
    assertThatThrownBy(failure::status).isInstanceOf(IOException.class);

    assertThat(answer.span()).isSameAs(parent);
    assertThat(failure.span()).isSameAs(parent);
    assertThat(weft.awaitSpans(2))
        .filteredOn(span -> span.getName().equals("GET"))
        .extracting(SpanData::getParentSpanId)
        .containsExactly(parent.getSpanContext().getSpanId());
  }

  /** A call that has to wait is begun by the thread of the one that has ended. */
  @Test
  void keepsApartCallsThatWaitForEachOther() throws Exception {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(1);
    OkHttpClient client = Calls.CLIENT.newBuilder().dispatcher(dispatcher).build();
    List<Span> parents = new ArrayList<>();
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Span parent = i == 3 ? Span.getInvalid() : weft.tracer().spanBuilder("p" + i).startSpan();
      parents.add(parent);
      try (Scope unused = parent.makeCurrent()) {
        answers.add(enqueue(client.newCall(Calls.of(get("/call/" + i)).request())));
      }
      parent.end();
    }
    for (int i = 0; i < 4; i++) {
      answers.get(i).status();
      assertThat(answers.get(i).span().getSpanContext()).isEqualTo(parents.get(i).getSpanContext());
    }
    assertThat(weft.awaitSpansAsBegun(7))
        .filteredOn(span -> span.getName().equals("GET"))
        .extracting(SpanData::getParentSpanId)
        .containsExactlyElementsOf(
            parents.stream().map(parent -> parent.getSpanContext().getSpanId()).toList());
    dispatcher.executorService().shutdown();
  }

  @Test
  void endsWithCancellation() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    OkHttpClient client =
        Calls.CLIENT
            .newBuilder()
            .addNetworkInterceptor(
                chain -> {
                  sending.countDown();
                  return chain.proceed(chain.request());
                })
            .build();
    Call call = client.newCall(Calls.of(get("/silence")).request());
    Answer answer = enqueue(call);
    sending.await();
    call.cancel();
    assertThatThrownBy(answer::status).isInstanceOf(IOException.class);
    assertThat(weft.awaitSpan().getAttributes().get(ERROR_TYPE)).isNotNull();
  }

  @Test
  void makesNoSpanOfACallThatIsCancelledBeforeItIsSent() {
    Answer answer = enqueue(cancelled(Calls.of(get("/ok"))));
    assertThatThrownBy(answer::status).isInstanceOf(IOException.class);
    assertThat(weft.awaitSpans(0)).isEmpty();
  }

  private static Call cancelled(Call call) {
    call.cancel();
    return call;
  }
}
