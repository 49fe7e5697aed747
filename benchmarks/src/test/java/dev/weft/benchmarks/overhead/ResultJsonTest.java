package dev.weft.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultJsonTest {
  private static final Jdk JDK = new Jdk("17", Path.of("jdk"), "17.0.1");
  private static final Map<String, String> CONDITIONS = Map.of("machine", "2 × \"fast\"");

  private final Results results = new Results();
  private final Results read = new Results();

  @Test
  void readsWhatItHasWritten() {
    Contestant unsampled = new Contestant(Agent.WEFT, Setting.UNSAMPLED);
    Subject subject = new Subject(App.WEBFLUX, JDK, unsampled);
    results.add(subject, 2, Map.of(Measure.LOAD_CPU, 1.5, Measure.LOAD_RATE, 2000.0));
    results.addFailure(subject, 1, new IOException("it broke"));

    assertThat(ResultJson.read(ResultJson.of(CONDITIONS, results), word -> JDK, read))
        .isEqualTo(CONDITIONS);
    assertThat(read.runs()).isEqualTo(results.runs());
    assertThat(read.failures()).isEqualTo(results.failures());
    assertThat(read.rounds(App.WEBFLUX, JDK)).isEqualTo(3);
    assertThat(read.apps()).containsExactly(App.WEBFLUX);
    assertThat(read.jdks()).containsExactly(JDK);
  }

  @Test
  void refusesWhatIsNoResult() {
    for (String text : List.of("{}", "none", "[]", "{\"failures\":[],\"runs\":[{}]}")) {
      assertThatThrownBy(() -> ResultJson.read(text, word -> JDK, read))
          .isInstanceOf(Refusal.class);
    }
  }

  @Test
  void putsPiecesOfTwoDaysTogetherButNotOfTwoMachines() {
    Map<String, String> monday = Map.of("date", "2030-01-07", "machine", "2 cores");
    Map<String, String> tuesday =
        Map.of("date", "2030-01-08", "machine", "2 cores", "JDK 25", "25.0.1");
    Map<String, String> elsewhere = Map.of("date", "2030-01-08", "machine", "4 cores");

    Map<String, String> both = Conditions.together(monday, tuesday);
    assertThat(Conditions.together(both, tuesday))
        .isEqualTo(both)
        .containsEntry("date", "2030-01-07; 2030-01-08")
        .containsEntry("machine", "2 cores")
        .containsEntry("JDK 25", "25.0.1");
    assertThatThrownBy(() -> Conditions.together(monday, elsewhere))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("machine");
    assertThat(Conditions.gigabytes("24684096 kB"))
        .isEqualTo(Conditions.gigabytes("24684084 kB"))
        .isEqualTo(24);
  }
}
