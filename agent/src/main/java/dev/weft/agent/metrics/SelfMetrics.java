package dev.weft.agent.metrics;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.weft.agent.governor.Governor;
import dev.weft.agent.governor.SelfCpu;
import dev.weft.agent.status.Self;
import dev.weft.exporter.DropReason;
import dev.weft.exporter.ExportEffort;
import dev.weft.exporter.SpanAccounting;
import dev.weft.sampler.DecisionCount;
import dev.weft.sampler.rescue.RescueAccounting;
import dev.weft.weaver.WeaverReport;
import dev.weft.weaver.link.AdviceFailures;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The instruments. Names, units and attributes are those of the conventions' document "Semantic
 * conventions for OpenTelemetry SDK metrics" where it has them, ours begin with {@code weft.}.
 */
final class SelfMetrics {
  private static final AttributeKey<String> RESULT = stringKey("otel.span.sampling_result");
  private static final AttributeKey<String> ORIGIN = stringKey("otel.span.parent.origin");
  private static final AttributeKey<String> COMPONENT = stringKey("otel.component.name");
  private static final AttributeKey<String> TYPE = stringKey("otel.component.type");
  private static final AttributeKey<String> ERROR = stringKey("error.type");
  private static final AttributeKey<String> OUTCOME = stringKey("weft.outcome");
  private static final AttributeKey<String> INSTRUMENTATION = stringKey("weft.instrumentation");
  private static final AttributeKey<String> WHERE = stringKey("weft.cpu.where");

  private static final Attributes SAMPLED = Attributes.of(RESULT, "RECORD_AND_SAMPLE");
  private static final List<Double> SECONDS =
      Arrays.asList(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  /** What the pipeline itself drops, before any export. */
  private static final DropReason[] BEFORE_EXPORT = {
    DropReason.QUEUE_FULL, DropReason.QUEUE_BYTES, DropReason.SHUTDOWN
  };

  private final Self self;
  private final Meter meter;
  private final Attributes processor = component("dev.weft.exporter.SpanPipeline");
  private final Attributes exporter;

  /**
   * @param exporterType {@code otlp_http_span_exporter} or the like
   */
  SelfMetrics(Self self, Meter meter, String exporterType) {
    this.self = self;
    this.meter = meter;
    this.exporter = component(exporterType);
  }

  private static Attributes component(String type) {
    return Attributes.of(COMPONENT, type + "/0", TYPE, type);
  }

  void register() {
    registerSpans();
    registerProcessor();
    registerExporter();
    registerRescue();
    registerGovernor();
    registerAgent();
  }

  private void registerSpans() {
    meter
        .counterBuilder("otel.sdk.span.started")
        .setUnit("{span}")
        .setDescription("The number of created spans.")
        .buildWithCallback(this::readStarted);
    meter
        .upDownCounterBuilder("otel.sdk.span.live")
        .setUnit("{span}")
        .setDescription("The number of recording spans that have not ended.")
        .buildWithCallback(m -> m.record(account().live(), SAMPLED));
  }

  /** Of what is dropped only the span that enters the service is made, if any, and counted. */
  private void readStarted(ObservableLongMeasurement measured) {
    SpanAccounting account = account();
    measured.record(account.startedRoots(), sampledBelow("none"));
    measured.record(account.startedBelowRemote(), sampledBelow("remote"));
    measured.record(account.startedBelowLocal(), sampledBelow("local"));
    List<DecisionCount> counts = self.sampling().sampler().policy().counts();
    DecisionCount all = counts.get(counts.size() - 1);
    measured.record(all.dropped(), Attributes.of(RESULT, "DROP"));
  }

  private static Attributes sampledBelow(String origin) {
    return SAMPLED.toBuilder().put(ORIGIN, origin).build();
  }

  private void registerProcessor() {
    meter
        .upDownCounterBuilder("otel.sdk.processor.span.queue.size")
        .setUnit("{span}")
        .setDescription("The number of spans that wait for their export.")
        .buildWithCallback(m -> m.record(self.pipeline().queued(), processor));
    meter
        .upDownCounterBuilder("otel.sdk.processor.span.queue.capacity")
        .setUnit("{span}")
        .setDescription("The number of spans that may wait.")
        .buildWithCallback(m -> m.record(self.pipeline().queueCapacity(), processor));
    meter
        .counterBuilder("otel.sdk.processor.span.processed")
        .setUnit("{span}")
        .setDescription("The number of spans that were handed to the exporter, or dropped before.")
        .buildWithCallback(this::readProcessed);
  }

  private void readProcessed(ObservableLongMeasurement measured) {
    SpanAccounting account = account();
    long handedOver = account.ended() - self.pipeline().queued();
    for (DropReason reason : BEFORE_EXPORT) {
      long spans = account.dropped(reason);
      handedOver -= spans;
      if (spans > 0) {
        measured.record(spans, with(processor, reason));
      }
    }
    measured.record(Math.max(0, handedOver), processor);
  }

  private void registerExporter() {
    meter
        .upDownCounterBuilder("otel.sdk.exporter.span.inflight")
        .setUnit("{span}")
        .setDescription("The number of spans that were handed to the exporter and are not settled.")
        .buildWithCallback(
            m -> m.record(Math.max(0, account().pending() - self.pipeline().queued()), exporter));
    meter
        .counterBuilder("otel.sdk.exporter.span.exported")
        .setUnit("{span}")
        .setDescription("The number of spans whose export has finished, well or not.")
        .buildWithCallback(this::readExported);
    DoubleHistogram duration =
        meter
            .histogramBuilder("otel.sdk.exporter.operation.duration")
            .setUnit("s")
            .setDescription("The duration of exporting a batch, retries included.")
            .setExplicitBucketBoundariesAdvice(SECONDS)
            .build();
    ExportEffort effort = self.pipeline().effort();
    effort.observe(
        (nanos, spans, failure) ->
            duration.record(nanos / SECOND, failure == null ? exporter : with(exporter, failure)));
    meter
        .counterBuilder("weft.exporter.requests")
        .setUnit("{request}")
        .setDescription("The number of requests to the collector, tried ones included.")
        .buildWithCallback(m -> m.record(effort.requests(), exporter));
    meter
        .counterBuilder("weft.exporter.retries")
        .setUnit("{request}")
        .setDescription("The number of requests that carried a batch a further time.")
        .buildWithCallback(m -> m.record(effort.retries(), exporter));
    meter
        .counterBuilder("weft.exporter.io")
        .setUnit("By")
        .setDescription("The size of all requests' bodies.")
        .buildWithCallback(m -> m.record(effort.bytes(), exporter));
  }

  private void readExported(ObservableLongMeasurement measured) {
    SpanAccounting account = account();
    measured.record(account.exported(), exporter);
    List<DropReason> before = Arrays.asList(BEFORE_EXPORT);
    for (DropReason reason : DropReason.values()) {
      long spans = account.dropped(reason);
      if (spans > 0 && !before.contains(reason)) {
        measured.record(spans, with(exporter, reason));
      }
    }
  }

  private void registerRescue() {
    meter
        .counterBuilder("weft.rescue.requests")
        .setUnit("{request}")
        .setDescription("The number of unsampled requests that were recorded, by what became.")
        .buildWithCallback(
            measured -> {
              RescueAccounting rescue = self.sampling().rescue().accounting();
              measured.record(rescue.rescuedFragments(), Attributes.of(OUTCOME, "rescued"));
              measured.record(rescue.discardedFragments(), Attributes.of(OUTCOME, "discarded"));
              measured.record(rescue.evictedFragments(), Attributes.of(OUTCOME, "evicted"));
              measured.record(rescue.suppressedFragments(), Attributes.of(OUTCOME, "suppressed"));
            });
    meter
        .counterBuilder("weft.rescue.spans")
        .setUnit("{span}")
        .setDescription("The number of spans that were exported though they were not sampled.")
        .buildWithCallback(m -> m.record(account().rescued()));
  }

  private void registerGovernor() {
    Governor governor = self.governor();
    if (governor == null) {
      return;
    }
    meter
        .gaugeBuilder("weft.governor.level")
        .ofLongs()
        .setUnit("1")
        .setDescription("How far the governor has stepped down: 0 to 3.")
        .buildWithCallback(m -> m.record(governor.state().level().ordinal()));
    meter
        .counterBuilder("weft.governor.omitted")
        .setUnit("{operation}")
        .setDescription("The number of requests and operations not recorded by the governor.")
        .buildWithCallback(
            m ->
                m.record(self.governed().thinnedRequests() + self.governed().untracedOperations()));
  }

  private void registerAgent() {
    meter
        .counterBuilder("weft.instrumentation.errors")
        .setUnit("{error}")
        .setDescription("The number of failures of advice.")
        .buildWithCallback(this::readErrors);
    meter
        .counterBuilder("weft.cpu.time")
        .ofDoubles()
        .setUnit("s")
        .setDescription("CPU time of the agent: of its threads, and estimated of operations.")
        .buildWithCallback(
            measured -> {
              long threads = SelfCpu.threadNanos();
              if (threads >= 0) {
                measured.record(threads / SECOND, Attributes.of(WHERE, "threads"));
              }
              measured.record(
                  SelfCpu.operationNanos() / SECOND, Attributes.of(WHERE, "operations"));
            });
  }

  private void readErrors(ObservableLongMeasurement measured) {
    WeaverReport weaver = self.weaver();
    if (weaver == null) {
      return;
    }
    Set<String> names = new TreeSet<>(weaver.modulesOn().keySet());
    names.addAll(weaver.modulesOff().keySet());
    for (String name : names) {
      int errors = AdviceFailures.count(name);
      if (errors > 0) {
        measured.record(errors, Attributes.of(INSTRUMENTATION, name));
      }
    }
  }

  private static Attributes with(Attributes attributes, DropReason reason) {
    return attributes.toBuilder().put(ERROR, errorType(reason)).build();
  }

  /** The words that the conventions have for some reasons. */
  private static String errorType(DropReason reason) {
    switch (reason) {
      case SHUTDOWN:
        return "already_shutdown";
      case PARTIAL_SUCCESS:
        return "rejected";
      default:
        return reason.name().toLowerCase(Locale.ROOT);
    }
  }

  private SpanAccounting account() {
    return self.pipeline().accounting();
  }
}
