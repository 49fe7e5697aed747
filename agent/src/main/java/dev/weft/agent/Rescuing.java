package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Options;
import dev.weft.exporter.SpanPipeline;
import dev.weft.sampler.recording.SpanEnvironment;
import dev.weft.sampler.rescue.Rescue;
import dev.weft.sampler.rescue.RescueRules;
import dev.weft.sampler.rescue.RescueSettings;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.function.Consumer;

/** What becomes of unsampled requests that fail or are slow, by the options. */
public final class Rescuing {

  private Rescuing() {}

  /** A rescue in front of the pipeline, with the settings that the options make. */
  static Rescue create(Config config, SpanEnvironment environment, SpanPipeline pipeline) {
    Rescue rescue =
        new Rescue(environment, new ToPipeline(pipeline), new AgentThreads("weft-rescue"));
    rescue.configure(settings(config));
    return rescue;
  }

  /** Reads the options; what is wrong with them goes to the configuration's problems. */
  public static RescueSettings settings(Config config) {
    return RescueSettings.builder()
        .rules(rules(config))
        .upstream(config.get(Options.RESCUE_UPSTREAM))
        .memoryBytes(config.get(Options.RESCUE_MEMORY))
        .spansPerFragment(config.get(Options.RESCUE_SPANS))
        .perSecond(config.get(Options.RESCUE_LIMIT))
        .graceMillis(config.get(Options.RESCUE_GRACE))
        .stuckMillis(config.get(Options.RESCUE_STUCK))
        .build();
  }

  private static RescueRules rules(Config config) {
    String text = config.find(Options.RESCUE);
    return text == null
        ? RescueRules.none()
        : RescueRules.parse(Options.RESCUE.name(), text, config.problems());
  }

  private static final class ToPipeline implements Consumer<SpanData> {
    private final SpanPipeline pipeline;

    ToPipeline(SpanPipeline pipeline) {
      this.pipeline = pipeline;
    }

    @Override
    public void accept(SpanData span) {
      pipeline.add(span);
    }
  }
}
