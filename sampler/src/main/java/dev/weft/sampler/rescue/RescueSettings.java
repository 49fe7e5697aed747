package dev.weft.sampler.rescue;

import java.util.concurrent.TimeUnit;

/** What is rescued, and what it may cost. Immutable. */
public final class RescueSettings {
  private static final long MOST_BYTES = 1 << 30;

  private final RescueRules rules;
  private final boolean upstream;
  private final long memoryBytes;
  private final int spansPerFragment;
  private final int perSecond;
  private final long graceNanos;
  private final long stuckNanos;

  private RescueSettings(Builder builder) {
    rules = builder.rules;
    upstream = builder.upstream;
    memoryBytes = Math.min(builder.memoryBytes, MOST_BYTES);
    spansPerFragment = builder.spansPerFragment;
    perSecond = builder.perSecond;
    graceNanos = TimeUnit.MILLISECONDS.toNanos(builder.graceMillis);
    stuckNanos = TimeUnit.MILLISECONDS.toNanos(builder.stuckMillis);
  }

  /** A builder that holds the defaults: nothing is rescued. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether anything may be rescued. If not, nothing is recorded. */
  boolean isOn() {
    return upstream || !rules.isEmpty();
  }

  RescueRules rules() {
    return rules;
  }

  boolean upstream() {
    return upstream;
  }

  long memoryBytes() {
    return memoryBytes;
  }

  int spansPerFragment() {
    return spansPerFragment;
  }

  int perSecond() {
    return perSecond;
  }

  long graceNanos() {
    return graceNanos;
  }

  /** 0 if nothing is ever stuck. */
  long stuckNanos() {
    return stuckNanos;
  }

  /** Collects settings. Not for use by several threads. */
  public static final class Builder {
    private RescueRules rules = RescueRules.none();
    private boolean upstream;
    private long memoryBytes = 8 << 20;
    private int spansPerFragment = 1000;
    private int perSecond = 100;
    private long graceMillis = 10_000;
    private long stuckMillis = 30_000;

    private Builder() {}

    /** {@code weft.sampling.rescue}. */
    public Builder rules(RescueRules rules) {
      this.rules = rules;
      return this;
    }

    /**
     * {@code weft.sampling.rescue.upstream}: whether callers are told, and services called heard.
     */
    public Builder upstream(boolean upstream) {
      this.upstream = upstream;
      return this;
    }

    /**
     * {@code weft.sampling.rescue.memory}: about how much heap running requests may hold; 1 GiB at
     * most.
     */
    public Builder memoryBytes(long bytes) {
      this.memoryBytes = bytes;
      return this;
    }

    /** {@code weft.sampling.rescue.spans}: how many spans below a root are kept. */
    public Builder spansPerFragment(int spans) {
      this.spansPerFragment = spans;
      return this;
    }

    /** {@code weft.sampling.rescue.limit}: how many requests are rescued in a second. */
    public Builder perSecond(int fragments) {
      this.perSecond = fragments;
      return this;
    }

    /** {@code weft.sampling.rescue.grace}: how long after its root a span may end. */
    public Builder graceMillis(long millis) {
      this.graceMillis = millis;
      return this;
    }

    /** {@code weft.sampling.rescue.stuck}: from what age on a request is reported; 0 for never. */
    public Builder stuckMillis(long millis) {
      this.stuckMillis = millis;
      return this;
    }

    /** The settings collected so far. */
    public RescueSettings build() {
      return new RescueSettings(this);
    }
  }
}
