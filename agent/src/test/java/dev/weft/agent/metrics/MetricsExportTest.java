package dev.weft.agent.metrics;

import static java.util.Collections.emptyMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weft.agent.HeadSampling;
import dev.weft.agent.config.Config;
import dev.weft.agent.live.SamplingControl;
import dev.weft.agent.status.GovernorCounts;
import dev.weft.agent.status.Self;
import dev.weft.exporter.DiscardingSender;
import dev.weft.exporter.PipelineSettings;
import dev.weft.exporter.SpanPipeline;
import dev.weft.exporter.otlp.OtlpMetricSender;
import dev.weft.exporter.otlp.OtlpSettings;
import dev.weft.sampler.recording.SpanEnvironment;
import dev.weft.sampler.rescue.Rescue;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsExportTest {
  private final SpanPipeline pipeline =
      new SpanPipeline(PipelineSettings.defaults(), MetricsExportTest::daemon);

  @BeforeEach
  void loseThreeSpans() {
    var tracer = SdkTracerProvider.builder().addSpanProcessor(pipeline).build().get("x");
    pipeline.start(new DiscardingSender());
    for (int i = 0; i < 3; i++) {
      tracer.spanBuilder("lost").startSpan().end();
    }
    tracer.spanBuilder("live").startSpan();
    pipeline.forceFlush().join(20, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void readsWhatTheConventionsNameForAnSdk() {
    PulledReader reader = new PulledReader();
    SdkMeterProvider meters = SdkMeterProvider.builder().registerMetricReader(reader).build();
    new SelfMetrics(self(), meters.get("dev.weft.agent"), "otlp_http_span_exporter").register();

    Map<String, MetricData> metrics =
        reader.collect().stream().collect(Collectors.toMap(MetricData::getName, metric -> metric));

    assertThat(points(metrics, "otel.sdk.span.started"))
        .containsEntry(
            "otel.span.parent.origin=none otel.span.sampling_result=RECORD_AND_SAMPLE", 4L);
    assertThat(points(metrics, "otel.sdk.span.live"))
        .containsEntry("otel.span.sampling_result=RECORD_AND_SAMPLE", 1L);
    assertThat(points(metrics, "otel.sdk.processor.span.processed"))
        .containsEntry(
            "otel.component.name=dev.weft.exporter.SpanPipeline/0"
                + " otel.component.type=dev.weft.exporter.SpanPipeline",
            3L);
    assertThat(points(metrics, "otel.sdk.exporter.span.exported"))
        .containsEntry(
            "error.type=disabled otel.component.name=otlp_http_span_exporter/0"
                + " otel.component.type=otlp_http_span_exporter",
            3L);
    assertThat(metrics)
        .containsKeys(
            "otel.sdk.processor.span.queue.size",
            "otel.sdk.processor.span.queue.capacity",
            "otel.sdk.exporter.span.inflight",
            "weft.exporter.requests",
            "weft.exporter.io",
            "weft.rescue.requests",
            "weft.cpu.time");
  }

  @Test
  void sendsThemByOtlp() throws Exception {
    BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/metrics",
        exchange -> {
          bodies.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/metrics";
      MetricsExport export =
          new MetricsExport(
              self(),
              Resource.getDefault(),
              OtlpMetricSender.http(OtlpSettings.builder(url).build(), MetricsExportTest::daemon),
              3_600_000,
              "otlp_http_span_exporter");

      export.end(TimeUnit.SECONDS.toNanos(20));

      assertThat(bodies.take())
          .contains("otel.sdk.span.started", "weft.cpu.time", "dev.weft.agent");
    } finally {
      server.stop(0);
    }
  }

  private static Map<String, Long> points(Map<String, MetricData> metrics, String name) {
    assertThat(metrics).containsKey(name);
    return metrics.get(name).getLongSumData().getPoints().stream()
        .collect(
            Collectors.toMap(
                point ->
                    point.getAttributes().asMap().entrySet().stream()
                        .map(entry -> entry.getKey().getKey() + "=" + entry.getValue())
                        .sorted()
                        .collect(Collectors.joining(" ")),
                LongPointData::getValue));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  private Self self() {
    Config config = Config.of(emptyMap(), emptyMap(), emptyMap());
    Rescue rescue =
        new Rescue(
            new SpanEnvironment(Clock.getDefault(), SpanLimits.getDefault(), Resource.getDefault()),
            span -> {},
            Thread::new);
    SamplingControl control =
        new SamplingControl(config, HeadSampling.create(config, rescue.droppedSpans()), rescue);
    return new Self("1", "shop", "nowhere", pipeline, control, null, null, new Ungoverned());
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
}
