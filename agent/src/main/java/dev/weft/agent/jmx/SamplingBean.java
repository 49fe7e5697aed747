package dev.weft.agent.jmx;

import dev.weft.agent.config.Option;
import dev.weft.agent.config.Options;
import dev.weft.agent.live.SamplingControl;
import dev.weft.sampler.DecisionCount;
import dev.weft.sampler.rescue.RescueAccounting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The control of sampling, as an MBean. */
final class SamplingBean implements SamplingMXBean {
  private final SamplingControl control;

  SamplingBean(SamplingControl control) {
    this.control = control;
  }

  @Override
  public String getSampler() {
    return control.text(Options.TRACES_SAMPLER);
  }

  @Override
  public void setSampler(String name) {
    set(Options.TRACES_SAMPLER, name);
  }

  @Override
  public String getSamplerArgument() {
    return control.text(Options.TRACES_SAMPLER_ARG);
  }

  @Override
  public void setSamplerArgument(String ratio) {
    set(Options.TRACES_SAMPLER_ARG, ratio);
  }

  @Override
  public String getRules() {
    return control.text(Options.SAMPLING_RULES);
  }

  @Override
  public void setRules(String rules) {
    set(Options.SAMPLING_RULES, rules);
  }

  @Override
  public String getTarget() {
    return control.text(Options.SAMPLING_TARGET);
  }

  @Override
  public void setTarget(String rate) {
    set(Options.SAMPLING_TARGET, rate);
  }

  @Override
  public String getRescue() {
    return control.text(Options.RESCUE);
  }

  @Override
  public void setRescue(String rules) {
    set(Options.RESCUE, rules);
  }

  private void set(Option<?> option, String value) {
    control.set(Collections.singletonMap(option.name(), value));
  }

  @Override
  public void reset() {
    control.reset();
  }

  @Override
  public Map<String, Map<String, Long>> getDecisions() {
    Map<String, Map<String, Long>> decisions = new LinkedHashMap<>();
    for (DecisionCount count : control.sampler().policy().counts()) {
      Map<String, Long> counts = new LinkedHashMap<>();
      counts.put("kept", count.kept());
      counts.put("dropped", count.dropped());
      counts.put("limited", count.limited());
      decisions.put(count.name(), counts);
    }
    return decisions;
  }

  @Override
  public Map<String, Long> getRescued() {
    RescueAccounting account = control.rescue().accounting();
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("requests started", account.startedFragments());
    counts.put("requests live", account.liveFragments());
    counts.put("requests rescued", account.rescuedFragments());
    counts.put("requests discarded", account.discardedFragments());
    counts.put("requests evicted", account.evictedFragments());
    counts.put("requests suppressed", account.suppressedFragments());
    counts.put("spans rescued", account.rescuedSpans());
    counts.put("spans discarded", account.discardedSpans());
    counts.put("spans evicted", account.evictedSpans());
    counts.put("spans suppressed", account.suppressedSpans());
    return counts;
  }
}
