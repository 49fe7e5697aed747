package dev.weft.agent.status;

import dev.weft.agent.governor.Governor;
import dev.weft.agent.live.SamplingControl;
import dev.weft.exporter.SpanPipeline;
import dev.weft.weaver.WeaverReport;
import org.jspecify.annotations.Nullable;

/** The parts of the running agent that can be asked about themselves. Immutable. */
public final class Self {
  final long startedEpochMillis = System.currentTimeMillis();
  final String version;
  final String service;
  final String destination;
  final SpanPipeline pipeline;
  final SamplingControl sampling;
  final @Nullable WeaverReport weaver;
  final @Nullable Governor governor;
  final GovernorCounts governed;

  /**
   * @param destination where spans go, without secrets
   * @param weaver null where nothing is woven, in tests
   * @param governor null if it is switched off
   */
  public Self(
      String version,
      String service,
      String destination,
      SpanPipeline pipeline,
      SamplingControl sampling,
      @Nullable WeaverReport weaver,
      @Nullable Governor governor,
      GovernorCounts governed) {
    this.version = version;
    this.service = service;
    this.destination = destination;
    this.pipeline = pipeline;
    this.sampling = sampling;
    this.weaver = weaver;
    this.governor = governor;
    this.governed = governed;
  }

  /** Spans, from their start to the collector. */
  public SpanPipeline pipeline() {
    return pipeline;
  }

  /** The sampler, and rescue. */
  public SamplingControl sampling() {
    return sampling;
  }

  /** What was woven; null where nothing is, in tests. */
  public @Nullable WeaverReport weaver() {
    return weaver;
  }

  /** The governor, or null if it is switched off. */
  public @Nullable Governor governor() {
    return governor;
  }

  /** What is missing because of the governor. */
  public GovernorCounts governed() {
    return governed;
  }
}
