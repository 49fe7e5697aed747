package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Options;
import dev.weft.agent.config.UnknownOptions;
import dev.weft.agent.governor.Governor;
import dev.weft.agent.live.SamplingControl;
import dev.weft.agent.logging.AgentLog;
import dev.weft.agent.metrics.MetricsExport;
import dev.weft.agent.resource.ResourceDetector;
import dev.weft.agent.status.Self;
import dev.weft.exporter.SpanPipeline;
import dev.weft.propagation.Propagators;
import dev.weft.sampler.PolicySampler;
import dev.weft.sampler.recording.RecordingSpans;
import dev.weft.sampler.recording.SpanEnvironment;
import dev.weft.sampler.rescue.Rescue;
import dev.weft.tracing.SampledSpans;
import dev.weft.tracing.TracerSpans;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import dev.weft.weaver.WeaverReport;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.resources.Resource;
import java.io.File;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens beside the application's {@code main}: tracing is built, told of, and started. */
final class TracingStart implements Runnable {
  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

  private final Config config;
  private final TracingSettings settings;
  private final DeferredTracing deferred;
  private final File agentJar;
  private volatile @Nullable SpanPipeline pipeline;
  private volatile @Nullable Rescue rescue;
  private volatile @Nullable Governor governor;
  private volatile @Nullable MetricsExport metrics;
  private @Nullable WeaverReport weaver;

  TracingStart(Config config, TracingSettings settings, DeferredTracing deferred, File agentJar) {
    this.config = config;
    this.settings = settings;
    this.deferred = deferred;
    this.agentJar = agentJar;
  }

  /** Hands in what the weaver tells of itself. Before the start. */
  void wovenBy(WeaverReport report) {
    weaver = report;
  }

  @Override
  public void run() {
    try {
      AgentLog.configure(LogOptions.read(config));
      start();
    } catch (Throwable t) {
      Tracing.reset();
      AgentLog.announce("tracing did not start, the service runs without it: " + t);
      logger().debug("tracing did not start", t);
    } finally {
      deferred.release();
    }
  }

  /** What is to watch over tracing from now on; null if nothing is. */
  @Nullable Governor governor() {
    return governor;
  }

  /** The pipeline of spans, or null as long as there is none. */
  @Nullable SpanPipeline pipeline() {
    return pipeline;
  }

  /** What rescues unsampled requests, or null as long as there is none. */
  @Nullable Rescue rescue() {
    return rescue;
  }

  /** What sends the agent's own metrics; null if nothing does. */
  @Nullable MetricsExport metrics() {
    return metrics;
  }

  /** How long the end of the process may be delayed, in milliseconds. */
  long shutdownMillis() {
    return config.get(Options.EXPORTER_SHUTDOWN_TIMEOUT);
  }

  /** Whether somebody wants to read more than what is wrong. */
  boolean tellsAll() {
    return config.setting(Options.LOG_LEVEL) != null || config.setting(Options.LOG_FILE) != null;
  }

  private void start() {
    String version = AgentVersion.read();
    TextMapPropagator propagator =
        Propagators.create(config.get(Options.PROPAGATORS), config.problems());
    if (config.get(Options.SDK_DISABLED)) {
      Tracing.configure(TracerSpans.NOOP, propagator, settings);
      deferred.resolvePropagation(propagator);
      AgentLog.announce(StartLine.disabled(config, version));
    } else {
      startTracing(version, propagator);
    }
    tellProblems();
    logger().debug("started from {}", agentJar);
  }

  private void startTracing(String version, TextMapPropagator propagator) {
    Resource resource = ResourceDetector.detect(config, version);
    SpanPipeline waiting =
        new SpanPipeline(Limits.ofPipeline(config), new AgentThreads("weft-export"));
    pipeline = waiting;
    SpanEnvironment environment =
        new SpanEnvironment(new WallClock(), Limits.ofSpans(config), resource);
    Rescue saved = Rescuing.create(config, environment, waiting);
    rescue = saved;
    PolicySampler sampler = HeadSampling.create(config, saved.droppedSpans());
    SampledSpans spans = new RecordingSpans(environment, waiting);
    Tracing.configure(spans, propagator, settings, sampler);
    deferred.resolve(spans, propagator, sampler);
    SenderChoice choice = SenderChoice.of(config, version);
    waiting.start(choice.sender());
    AgentLog.announce(StartLine.started(config, version, resource, choice.destination()));
    SamplingControl control = new SamplingControl(config, sampler, saved);
    GovernedTracing governed =
        new GovernedTracing(
            spans, propagator, settings, CaptureSettings.withoutDetails(config), sampler, control);
    Governor watching = Governing.create(config, governed);
    governor = watching;
    Self self =
        new Self(
            version,
            String.valueOf(resource.getAttribute(SERVICE_NAME)),
            choice.destination(),
            waiting,
            control,
            weaver,
            watching,
            governed);
    RunTimeChanges.begin(config, self);
    metrics = MetricsStart.begin(config, self, resource, version);
  }

  private void tellProblems() {
    String unknown = UnknownOptions.describe(config);
    if (unknown != null) {
      config.problems().accept(unknown);
    }
    for (String problem : config.problems().lines()) {
      // A line each, whatever it holds: braces of a value are not ours to fill.
      logger().warn("{}", problem);
    }
  }

  private static Logger logger() {
    return LoggerFactory.getLogger("dev.weft.agent");
  }
}
