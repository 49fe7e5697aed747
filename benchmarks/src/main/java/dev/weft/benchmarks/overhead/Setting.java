package dev.weft.benchmarks.overhead;

import java.util.List;

/** How much an agent samples. */
enum Setting {
  SAMPLED("all", ""),
  UNSAMPLED("0", "sampled 0 %"),
  ONE_PERCENT("1%", "sampled 1 %"),
  /** One percent, and each request that fails. */
  RESCUE("rescue", "sampled 1 %, with rescue");

  private final String word;
  private final String label;

  Setting(String word, String label) {
    this.word = word;
    this.label = label;
  }

  String word() {
    return word;
  }

  /** Empty for the usual one. */
  String label() {
    return label;
  }

  boolean fits(Agent agent) {
    return this == SAMPLED
        || agent == Agent.WEFT
        || (this != RESCUE && agent != Agent.NONE && agent != Agent.EMPTY);
  }

  /** System properties that make the agent sample so. */
  List<String> options(Agent agent) {
    if (this == SAMPLED) {
      return List.of();
    }
    String ratio = this == UNSAMPLED ? "0.0" : "0.01";
    return switch (agent) {
      case NONE, EMPTY -> List.of();
      case WEFT ->
          this == RESCUE
              ? List.of(
                  "otel.traces.sampler=parentbased_traceidratio",
                  "otel.traces.sampler.arg=" + ratio,
                  "weft.sampling.rescue=errors")
              : List.of(
                  "otel.traces.sampler=parentbased_traceidratio",
                  "otel.traces.sampler.arg=" + ratio);
      case OPENTELEMETRY ->
          List.of(
              "otel.traces.sampler=parentbased_traceidratio", "otel.traces.sampler.arg=" + ratio);
      case DATADOG -> List.of("dd.trace.sample.rate=" + ratio);
      case ELASTIC -> List.of("elastic.apm.transaction_sample_rate=" + ratio);
    };
  }

  static Setting of(String word) {
    for (Setting setting : values()) {
      if (setting.word.equals(word)) {
        return setting;
      }
    }
    throw new Refusal("no setting is called " + word + ": all, 0, 1%, rescue");
  }
}
