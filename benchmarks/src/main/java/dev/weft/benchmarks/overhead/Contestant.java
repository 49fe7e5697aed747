package dev.weft.benchmarks.overhead;

import java.util.ArrayList;
import java.util.List;

/** An agent that samples so much. */
record Contestant(Agent agent, Setting setting) {
  static final Contestant BASE = new Contestant(Agent.NONE, Setting.SAMPLED);

  static List<Contestant> all(List<Agent> agents, List<Setting> settings) {
    List<Contestant> all = new ArrayList<>();
    for (Agent agent : agents) {
      for (Setting setting : settings) {
        if (setting.fits(agent)) {
          all.add(new Contestant(agent, setting));
        }
      }
    }
    return all;
  }

  /** By its {@link #word()}. */
  static Contestant of(String word) {
    int colon = word.indexOf(':');
    return colon < 0
        ? new Contestant(Agent.of(word), Setting.SAMPLED)
        : new Contestant(Agent.of(word.substring(0, colon)), Setting.of(word.substring(colon + 1)));
  }

  String label() {
    String sampled = setting.label();
    return sampled.isEmpty() ? agent.label() : agent.label() + ", " + sampled;
  }

  String word() {
    return setting == Setting.SAMPLED ? agent.word() : agent.word() + ":" + setting.word();
  }

  /** Whether a span of each request is to arrive. */
  boolean sendsEachRequest() {
    return agent != Agent.NONE && agent != Agent.EMPTY && setting == Setting.SAMPLED;
  }

  /** OpenTelemetry's agent, which samples as much as this one. */
  Contestant yardstick() {
    Setting same = setting == Setting.RESCUE ? Setting.ONE_PERCENT : setting;
    return new Contestant(Agent.OPENTELEMETRY, same);
  }

  /** Options of the JVM, the agent's jar apart. */
  List<String> options(String sink) {
    List<String> options = new ArrayList<>();
    for (String option : agent.options()) {
      options.add("-D" + option.replace("{sink}", sink));
    }
    for (String option : setting.options(agent)) {
      options.add("-D" + option);
    }
    return options;
  }
}
