package dev.weft.sampler;

/** The names of the options that a {@link SamplingPolicy} is made from. */
public final class SamplingOptions {
  /** The sampler where no rule matches, by OpenTelemetry's names. */
  public static final String SAMPLER = "otel.traces.sampler";

  /** Its ratio. */
  public static final String SAMPLER_ARGUMENT = "otel.traces.sampler.arg";

  /** Rules for local roots; the first that matches counts. */
  public static final String RULES = "weft.sampling.rules";

  /** How many traces may begin here per second. */
  public static final String TARGET = "weft.sampling.target";

  /** Below a sampled span of another service. */
  public static final String REMOTE_SAMPLED = "weft.sampling.parent.remote.sampled";

  /** Below an unsampled span of another service. */
  public static final String REMOTE_NOT_SAMPLED = "weft.sampling.parent.remote.not-sampled";

  /** Below a sampled span of this service. */
  public static final String LOCAL_SAMPLED = "weft.sampling.parent.local.sampled";

  /** Below an unsampled span of this service. */
  public static final String LOCAL_NOT_SAMPLED = "weft.sampling.parent.local.not-sampled";

  private SamplingOptions() {}
}
