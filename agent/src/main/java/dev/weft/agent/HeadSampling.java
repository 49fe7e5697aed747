package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Option;
import dev.weft.agent.config.Options;
import dev.weft.agent.config.Setting;
import dev.weft.sampler.PolicySampler;
import dev.weft.sampler.SamplingPolicy;
import dev.weft.tracing.DroppedSpans;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** What decides which traces are recorded, by the options. */
public final class HeadSampling {

  private HeadSampling() {}

  /**
   * Reads the options; what is wrong with them goes to the configuration's problems.
   *
   * @param droppedSpans makes the spans of what is dropped
   */
  public static PolicySampler create(Config config, DroppedSpans droppedSpans) {
    return new PolicySampler(
        SamplingPolicy.of(options(config), droppedSpans, config.problems(), new Warnings()));
  }

  /** What is set of the options that make a policy. */
  public static Map<String, String> options(Config config) {
    Map<String, String> set = new HashMap<>();
    List<Option<?>> options = Options.sampling();
    for (Option<?> option : options) {
      Setting setting = config.setting(option);
      if (setting != null) {
        set.put(option.name(), setting.text());
      }
    }
    return set;
  }

  /** The agent's log, once there is something to say. */
  private static final class Warnings implements Consumer<String> {
    @Override
    public void accept(String line) {
      LoggerFactory.getLogger("dev.weft.sampler").warn("{}", line);
    }
  }
}
