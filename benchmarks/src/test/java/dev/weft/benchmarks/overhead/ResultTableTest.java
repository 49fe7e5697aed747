package dev.weft.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private static final Jdk JDK = new Jdk("17", Path.of("jdk"), "17.0.1");

  private final Results results = new Results();

  @Test
  void showsMedianSpreadDifferenceAndRatio() {
    add(Agent.NONE, Setting.SAMPLED, Measure.START_CPU, 1, 2, 3);
    add(Agent.OPENTELEMETRY, Setting.SAMPLED, Measure.START_CPU, 12, 12, 13);
    add(Agent.WEFT, Setting.SAMPLED, Measure.START_CPU, 2.5, 2.4, 2.6);

    assertThat(table(Setting.SAMPLED))
        .containsSubsequence(
            "JDK 17, 3 rounds. Start, until the first answer",
            "| agent | CPU, s |",
            "| no agent | 2.00 [1.00..3.00] |",
            "| Weft | 2.50 [2.40..2.60], Δ +0.50 (×0.05) |",
            "| OpenTelemetry 2.33.1 | 12.00 [12.00..13.00], Δ +10.00 |");
  }

  @Test
  void comparesWithOpenTelemetryThatSamplesAsMuch() {
    add(Agent.NONE, Setting.SAMPLED, Measure.LOAD_BYTES, 1000);
    add(Agent.OPENTELEMETRY, Setting.SAMPLED, Measure.LOAD_BYTES, 9000);
    add(Agent.OPENTELEMETRY, Setting.UNSAMPLED, Measure.LOAD_BYTES, 5000);
    add(Agent.WEFT, Setting.UNSAMPLED, Measure.LOAD_BYTES, 1400);

    assertThat(table(Setting.SAMPLED, Setting.UNSAMPLED))
        .contains("| Weft, sampled 0 % | 1,400, Δ +400 (×0.10) |");
  }

  @Test
  void leavesOutWhoWasNotMeasured() {
    add(Agent.NONE, Setting.SAMPLED, Measure.P50, 300);

    assertThat(table(Setting.SAMPLED)).contains("no agent").doesNotContain("Weft");
  }

  @Test
  void givesNoRatioToADifferenceThatIsNone() {
    add(Agent.NONE, Setting.SAMPLED, Measure.P99, 300);
    add(Agent.OPENTELEMETRY, Setting.SAMPLED, Measure.P99, 290);
    add(Agent.WEFT, Setting.SAMPLED, Measure.P99, 310);

    assertThat(table(Setting.SAMPLED)).contains("| Weft | 310, Δ +10 |");
  }

  @Test
  void givesNoRatioToADifferenceWithinTheSpreadOfTheBase() {
    add(Agent.NONE, Setting.SAMPLED, Measure.P99, 300, 320, 280);
    add(Agent.OPENTELEMETRY, Setting.SAMPLED, Measure.P99, 330);
    add(Agent.WEFT, Setting.SAMPLED, Measure.P99, 310);

    assertThat(table(Setting.SAMPLED)).contains("| Weft | 310, Δ +10 |");
  }

  private void add(Agent agent, Setting setting, Measure measure, double... rounds) {
    Subject subject = new Subject(App.SERVLET, JDK, new Contestant(agent, setting));
    for (int round = 0; round < rounds.length; round++) {
      results.add(subject, round, Map.of(measure, rounds[round]));
    }
  }

  private String table(Setting... settings) {
    List<Contestant> contestants =
        Contestant.all(List.of(Agent.NONE, Agent.WEFT, Agent.OPENTELEMETRY), List.of(settings));
    return ResultTable.of(results, contestants);
  }
}
