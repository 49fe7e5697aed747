package dev.weft.agent.jmx;

import java.util.Map;

/**
 * Sampling and rescue as JMX shows and changes them. A setter that is given something wrong throws
 * an {@code IllegalArgumentException} that says what, and changes nothing; the empty text goes back
 * to what is set elsewhere. What is set here counts until the process ends.
 */
public interface SamplingMXBean {

  /** {@code otel.traces.sampler}. */
  String getSampler();

  /** Sets {@code otel.traces.sampler}. */
  void setSampler(String name);

  /** {@code otel.traces.sampler.arg}. */
  String getSamplerArgument();

  /** Sets {@code otel.traces.sampler.arg}. */
  void setSamplerArgument(String ratio);

  /** {@code weft.sampling.rules}. */
  String getRules();

  /** Sets {@code weft.sampling.rules}. */
  void setRules(String rules);

  /** {@code weft.sampling.target}. */
  String getTarget();

  /** Sets {@code weft.sampling.target}. */
  void setTarget(String rate);

  /** {@code weft.sampling.rescue}. */
  String getRescue();

  /** Sets {@code weft.sampling.rescue}. */
  void setRescue(String rules);

  /** Goes back to what is set elsewhere. */
  void reset();

  /** Decisions about local roots since the start, by what decided: kept, dropped, limited. */
  Map<String, Map<String, Long>> getDecisions();

  /** What became of unsampled requests that were recorded, and of their spans. */
  Map<String, Long> getRescued();
}
