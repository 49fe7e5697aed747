package dev.weft.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a pipeline knows of its own work. */
@Timeout(30)
class SelfKnowledgeTest {
  private static final SpanContext REMOTE =
      SpanContext.createFromRemoteParent(
          "4bf92f3577b34da6a3ce929d0e0e4736",
          "00f067aa0ba902b7",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  private final SpanPipeline pipeline =
      new SpanPipeline(
          PipelineSettings.defaults().withScheduleDelayMillis(60_000).withBatchSize(4),
          new AgentThreads());
  private final List<String> observed = new ArrayList<>();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void countsSpansThatBeginByWhereTheirParentIs() {
    Tracer tracer =
        SdkTracerProvider.builder().addSpanProcessor(pipeline).build().get("dev.weft.test");

    Span root = tracer.spanBuilder("root").setNoParent().startSpan();
    Span served =
        tracer.spanBuilder("served").setParent(Context.root().with(Span.wrap(REMOTE))).startSpan();
    Context below = Context.root().with(served);
    tracer.spanBuilder("first").setParent(below).startSpan().end();
    tracer.spanBuilder("second").setParent(below).startSpan().end();
    root.end();

    SpanAccounting account = pipeline.accounting();
    assertThat(account.startedRoots()).isEqualTo(1);
    assertThat(account.startedBelowRemote()).isEqualTo(1);
    assertThat(account.startedBelowLocal()).isEqualTo(2);
    assertThat(account.live()).isEqualTo(1);
  }

  @Test
  void knowsWhichSpansWereRescuedAndWhichWait() {
    pipeline.add(Spans.unsampled("rescued"));

    assertThat(pipeline.accounting().rescued()).isEqualTo(1);
    assertThat(pipeline.accounting().live()).isZero();
    assertThat(pipeline.queued()).isEqualTo(1);
    assertThat(pipeline.queueCapacity()).isEqualTo(PipelineSettings.DEFAULT_QUEUE_SIZE);
  }

  @Test
  void addsUpWhatRequestsTook() {
    pipeline
        .effort()
        .observe((nanos, spans, failure) -> observed.add(spans + " spans, " + failure));
    pipeline.start(new Stubborn());
    new Spans(pipeline).end(6);
    pipeline.forceFlush().join(20, TimeUnit.SECONDS);

    ExportEffort effort = pipeline.effort();
    assertThat(effort.batches()).isEqualTo(2);
    assertThat(effort.requests()).isEqualTo(4);
    assertThat(effort.retries()).isEqualTo(2);
    assertThat(effort.bytes()).isEqualTo(400);
    assertThat(effort.nanos()).isPositive();
    assertThat(effort.lastFailure()).isNotNull();
    assertThat(effort.lastFailure().why()).isEqualTo("busy");
    assertThat(effort.lastFailure().epochMillis()).isPositive();
    assertThat(observed).containsExactly("4 spans, null", "2 spans, PARTIAL_SUCCESS");
  }

  /** Needs two requests for each batch, and loses a span of each that is not full. */
  private static final class Stubborn implements SpanSender {
    @Override
    public void send(List<SpanData> batch, Delivery delivery) {
      delivery.requested(100, false);
      delivery.failed("busy");
      delivery.requested(100, true);
      if (batch.size() < 4) {
        delivery.dropped(DropReason.PARTIAL_SUCCESS, 1);
      }
      delivery.exported(batch.size());
    }

    @Override
    public void hurry(long deadlineNanos) {}

    @Override
    public void close() {}
  }
}
