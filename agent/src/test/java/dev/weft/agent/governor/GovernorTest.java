package dev.weft.agent.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GovernorTest {
  private static final Reading CALM = new Reading(0.5, 0.3, 0.02);
  private static final Reading PRESSURE = new Reading(0.97, 0.3, 0.02);

  private final List<Level> steps = new ArrayList<>();
  private final Governor governor = new Governor(new Limits(0.95, 1, 0.25), 5_000, steps::add);

  @Test
  void doesWhatEachLevelMeansOnce() {
    take(9, PRESSURE);
    take(36, CALM);

    assertThat(steps)
        .containsExactly(
            Level.DETAILS, Level.SAMPLING, Level.OFF, Level.SAMPLING, Level.DETAILS, Level.FULL);
  }

  @Test
  void tellsHowThingsStand() {
    take(3, PRESSURE);

    Governor.State state = governor.state();
    assertThat(state.level()).isEqualTo(Level.DETAILS);
    assertThat(state.reason()).startsWith("heap after collection 97.0 %");
    assertThat(state.reading()).isSameAs(PRESSURE);
    assertThat(state.basis()).isEqualTo("a test");
    assertThat(state.stepsDown()).isEqualTo(1);
  }

  @Test
  void readsThisJvm() {
    ReadingSource beans = Sources.best();
    assertThat(beans).isInstanceOf(BeanReadings.class);

    Reading reading = beans.read();

    assertThat(reading.heap()).isBetween(0.0, 1.0);
    assertThat(reading.own()).isBetween(0.0, 1.0);
  }

  @Test
  void readsLessWhereThereIsOnlyTheRuntime() {
    ReadingSource runtime = new RuntimeReadings();
    assertThat(runtime.read().heap()).isNaN();
    for (int i = 0; i < 11; i++) {
      runtime.read();
    }

    Reading reading = runtime.read();

    assertThat(reading.heap()).isGreaterThan(0).isLessThan(1);
    assertThat(reading.cpu()).isNaN();
    assertThat(runtime.basis()).contains("no java.management");
  }

  private void take(int times, Reading reading) {
    for (int i = 0; i < times; i++) {
      governor.take(reading, "a test");
    }
  }
}
