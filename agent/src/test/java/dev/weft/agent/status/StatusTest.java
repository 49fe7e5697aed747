package dev.weft.agent.status;

import static java.util.Collections.emptyMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.HeadSampling;
import dev.weft.agent.config.Config;
import dev.weft.agent.live.SamplingControl;
import dev.weft.exporter.Delivery;
import dev.weft.exporter.DropReason;
import dev.weft.exporter.PipelineSettings;
import dev.weft.exporter.SpanPipeline;
import dev.weft.exporter.SpanSender;
import dev.weft.sampler.recording.SpanEnvironment;
import dev.weft.sampler.rescue.Rescue;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusTest {
  private final SpanPipeline pipeline =
      new SpanPipeline(
          PipelineSettings.defaults().withScheduleDelayMillis(60_000), StatusTest::daemon);
  private final Self self = self(pipeline);

  @BeforeEach
  void export() {
    pipeline.start(new LosesOne());
    Tracer tracer = SdkTracerProvider.builder().addSpanProcessor(pipeline).build().get("x");
    end(tracer, 3);
    pipeline.forceFlush().join(20, TimeUnit.SECONDS);
    end(tracer, 2);
    tracer.spanBuilder("live").startSpan();
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void addsUp() {
    assertThat(Status.spans(self))
        .containsEntry("started", 6L)
        .containsEntry("live", 1L)
        .containsEntry("ended", 5L)
        .containsEntry("exported", 2L)
        .containsEntry("dropped", 1L)
        .containsEntry("queued", 2L);
  }

  @Test
  void isReadableForPeople() {
    assertThat(
            StatusText.of(Status.of(self)).lines().map(line -> line.replaceAll(" +", " ").trim()))
        .contains(
            "version 1.2.3",
            "service shop",
            "ended 5",
            "refused 1",
            "last error HTTP status 400",
            "otel.traces.sampler parentbased_always_on",
            "level switched off")
        .doesNotContain("errors");
  }

  @Test
  void isReadableForMachines() {
    assertThat(StatusJson.of(Status.of(self)))
        .startsWith("{\"agent\":{\"version\":\"1.2.3\",\"service\":\"shop\"")
        .contains("\"dropped by reason\":{\"refused\":1}")
        .doesNotContain("\n");
  }

  @Test
  void escapesWhatWouldBreakJson() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("a\"b", "\\\n");
    values.put("list", List.of("x", 1));
    values.put("none", List.of());
    assertThat(StatusJson.of(values))
        .isEqualTo("{\"a\\\"b\":\"\\\\\\u000a\",\"list\":[\"x\",1],\"none\":[]}");
  }

  @Test
  void groupsThousands() {
    assertThat(StatusText.grouped(999)).isEqualTo("999");
    assertThat(StatusText.grouped(1_234_567)).isEqualTo("1,234,567");
    assertThat(StatusText.grouped(-123_456)).isEqualTo("-123,456");
  }

  @Test
  void sumsUpInOneLine() {
    assertThat(SummaryLine.of(pipeline))
        .startsWith(
            "spans ended 5, exported 2, dropped 1 (refused by the collector), pending 2;"
                + " exporting took ")
        .contains(" s in 1 requests, 0.0 MB; CPU of the agent's threads ");
  }

  private static void end(Tracer tracer, int spans) {
    for (int i = 0; i < spans; i++) {
      tracer.spanBuilder("done").startSpan().end();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  private static Self self(SpanPipeline pipeline) {
    Config config = Config.of(emptyMap(), emptyMap(), emptyMap());
    Rescue rescue =
        new Rescue(
            new SpanEnvironment(Clock.getDefault(), SpanLimits.getDefault(), Resource.getDefault()),
            span -> {},
            Thread::new);
    SamplingControl control =
        new SamplingControl(config, HeadSampling.create(config, rescue.droppedSpans()), rescue);
    return new Self("1.2.3", "shop", "nowhere", pipeline, control, null, null, new Ungoverned());
  }

  private static final class Ungoverned implements GovernorCounts {
    @Override
    public long thinnedRequests() {
      return 0;
    }

    @Override
    public long untracedOperations() {
      return 0;
    }
  }

  private static final class LosesOne implements SpanSender {
    @Override
    public void send(List<SpanData> batch, Delivery delivery) {
      delivery.requested(100, false);
      delivery.failed("HTTP status 400");
      delivery.dropped(DropReason.REFUSED, 1);
      delivery.exported(batch.size());
    }

    @Override
    public void hurry(long deadlineNanos) {}

    @Override
    public void close() {}
  }
}
