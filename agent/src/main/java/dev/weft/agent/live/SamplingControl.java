package dev.weft.agent.live;

import dev.weft.agent.HeadSampling;
import dev.weft.agent.Rescuing;
import dev.weft.agent.config.Config;
import dev.weft.agent.config.Option;
import dev.weft.agent.config.Options;
import dev.weft.agent.config.Setting;
import dev.weft.sampler.PolicySampler;
import dev.weft.sampler.SamplingPolicy;
import dev.weft.sampler.Thinning;
import dev.weft.sampler.rescue.Rescue;
import dev.weft.sampler.rescue.RescueSettings;
import dev.weft.tracing.DroppedSpans;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes sampling and rescue while the service runs. A change counts as a whole: if anything is
 * wrong with it, all stays as it was. Requests that have begun end as they began.
 */
public final class SamplingControl {
  private final PolicySampler sampler;
  private final Rescue rescue;
  private final Consumer<String> log;

  // Guarded by this.
  private final Map<String, String> setAtRunTime = new HashMap<>();
  private Config config;
  private @Nullable Thinning thinning;

  /** A control over what was made of the given configuration. */
  public SamplingControl(Config config, PolicySampler sampler, Rescue rescue) {
    this(config, sampler, rescue, new Log());
  }

  SamplingControl(Config config, PolicySampler sampler, Rescue rescue, Consumer<String> changes) {
    this.config = config;
    this.sampler = sampler;
    this.rescue = rescue;
    this.log = changes;
  }

  /**
   * Reads the configuration file again, and does what it says.
   *
   * @throws IllegalArgumentException if something is wrong with it, and nothing has changed; the
   *     message says what
   */
  public synchronized void readFileAgain() {
    apply(setAtRunTime, "the configuration file");
  }

  /**
   * Sets options of sampling until the process ends, against whatever else says: null for what is
   * said elsewhere.
   *
   * @throws IllegalArgumentException if something is wrong with a value, and nothing has changed;
   *     the message says what
   */
  public synchronized void set(Map<String, @Nullable String> values) {
    Map<String, String> next = new HashMap<>(setAtRunTime);
    for (Map.Entry<String, @Nullable String> entry : values.entrySet()) {
      String value = entry.getValue();
      if (value == null || value.trim().isEmpty()) {
        next.remove(entry.getKey());
      } else {
        next.put(entry.getKey(), value);
      }
    }
    apply(next, "JMX");
    setAtRunTime.clear();
    setAtRunTime.putAll(next);
  }

  /** Forgets what was {@linkplain #set set} at run time. */
  public synchronized void reset() {
    apply(new HashMap<>(), "JMX");
    setAtRunTime.clear();
  }

  /**
   * Lets only a share of what is sampled through, and records nothing for rescue, whatever else
   * changes meanwhile; null ends that.
   */
  public synchronized void thin(@Nullable Thinning share) {
    thinning = share;
    sampler.replace(sampler.policy().thinnedBy(share).withDroppedSpans(droppedSpans()));
  }

  private DroppedSpans droppedSpans() {
    return thinning == null ? rescue.droppedSpans() : DroppedSpans.SILENT;
  }

  /** What counts for the option now, as text; empty if it is set nowhere. */
  public synchronized String text(Option<?> option) {
    Setting setting = config.setting(option);
    return setting == null ? "" : setting.text();
  }

  /** The sampler that is controlled. */
  public PolicySampler sampler() {
    return sampler;
  }

  /** The rescue that is controlled. */
  public Rescue rescue() {
    return rescue;
  }

  private void apply(Map<String, String> overrides, String by) {
    Config next = config.changed(overrides);
    RescueSettings rescued = Rescuing.settings(next);
    Map<String, String> options = HeadSampling.options(next);
    SamplingPolicy tried =
        sampler.policy().followedBy(options, rescue.droppedSpans(), next.problems());
    List<String> problems = next.problems().lines();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    rescue.configure(rescued);
    sampler.replace(tried.withDroppedSpans(droppedSpans()));
    tell(next, by);
    config = next;
  }

  private void tell(Config next, String by) {
    StringBuilder changes = new StringBuilder();
    for (Option<?> option : Options.changeable()) {
      String was = text(option);
      Setting setting = next.setting(option);
      String is = setting == null ? "" : setting.text();
      if (!was.equals(is)) {
        changes.append(changes.length() == 0 ? "" : ", ").append(option.name());
        changes.append(is.isEmpty() ? " is no longer set" : "=" + is);
      }
    }
    if (changes.length() > 0) {
      log.accept("changed by " + by + ": " + changes);
    }
  }

  private static final class Log implements Consumer<String> {
    @Override
    public void accept(String line) {
      Logger logger = LoggerFactory.getLogger("dev.weft.sampler");
      logger.info("{}", line);
    }
  }
}
