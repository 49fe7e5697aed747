package dev.weft.agent.governor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RulesTest {
  private static final Reading CALM = new Reading(0.5, 0.3, 0.02);
  private static final Reading BETWEEN = new Reading(0.92, 0.3, 0.02);
  private static final Reading HEAP = new Reading(0.97, 0.3, 0.02);
  private static final Reading OWN = new Reading(0.5, 0.9, 0.3);

  private final Rules rules = new Rules(new Limits(0.95, 1, 0.25));

  @Test
  void stepsDownOneLevelAfterThreeReadingsOfPressure() {
    assertThat(rules.take(HEAP)).isFalse();
    assertThat(rules.take(HEAP)).isFalse();
    assertThat(rules.take(HEAP)).isTrue();

    assertThat(rules.level()).isEqualTo(Level.DETAILS);
    assertThat(rules.reason()).isEqualTo("heap after collection 97.0 %, limit 95.0 %");
  }

  @Test
  void goesAllTheWayDownUnderLastingPressureAndStaysThere() {
    take(9, OWN);
    assertThat(rules.level()).isEqualTo(Level.OFF);
    assertThat(rules.reason()).startsWith("the agent's share of the CPUs 30.0 %");

    assertThat(take(100, OWN)).isZero();
    assertThat(rules.level()).isEqualTo(Level.OFF);
  }

  @Test
  void doesNotMindASpike() {
    for (int i = 0; i < 20; i++) {
      take(2, HEAP);
      take(1, CALM);
    }
    assertThat(rules.level()).isEqualTo(Level.FULL);
  }

  @Test
  void staysWhereItIsBetweenPressureAndCalm() {
    take(3, HEAP);

    assertThat(take(1_000, BETWEEN)).isZero();
    assertThat(rules.level()).isEqualTo(Level.DETAILS);
  }

  @Test
  void stepsUpLevelByLevelWhenAllIsCalm() {
    take(6, HEAP);
    assertThat(rules.level()).isEqualTo(Level.SAMPLING);

    assertThat(take(Rules.UP_AFTER - 1, CALM)).isZero();
    take(1, CALM);
    assertThat(rules.level()).isEqualTo(Level.DETAILS);
    take(Rules.UP_AFTER, CALM);
    assertThat(rules.level()).isEqualTo(Level.FULL);
    assertThat(rules.reason()).isNull();
  }

  @Test
  void waitsLongerEachTimeThatSteppingUpWasWrong() {
    take(3, OWN);
    int wait = Rules.UP_AFTER;
    for (int relapse = 0; relapse < 6; relapse++) {
      assertThat(readingsUntilUp()).isEqualTo(wait);
      take(3, OWN);
      assertThat(rules.level()).isEqualTo(Level.DETAILS);
      wait = Math.min(2 * wait, Rules.LONGEST_WAIT);
    }
    assertThat(wait).isEqualTo(Rules.LONGEST_WAIT);
  }

  @Test
  void forgetsThatItWasWrongAfterALongCalm() {
    take(3, OWN);
    take(Rules.UP_AFTER, CALM);
    take(3, OWN);
    take(2 * Rules.UP_AFTER, CALM);
    take(Rules.LONGEST_WAIT, CALM);

    take(3, OWN);

    assertThat(readingsUntilUp()).isEqualTo(Rules.UP_AFTER);
  }

  @Test
  void ignoresWhatIsNotKnown() {
    Reading nothing = new Reading(Reading.UNKNOWN, Reading.UNKNOWN, Reading.UNKNOWN);
    take(3, HEAP);

    take(Rules.UP_AFTER, nothing);

    assertThat(rules.level()).isEqualTo(Level.FULL);
    assertThat(take(100, nothing)).isZero();
  }

  @Test
  void aBusyMachineIsNoPressureUnlessItIsLimited() {
    Reading busy = new Reading(0.5, 1, 0.02);
    take(100, busy);
    assertThat(rules.level()).isEqualTo(Level.FULL);

    Rules considerate = new Rules(new Limits(0.95, 0.8, 0.25));
    for (int i = 0; i < 3; i++) {
      considerate.take(busy);
    }
    assertThat(considerate.level()).isEqualTo(Level.DETAILS);
    assertThat(considerate.reason()).startsWith("busy CPUs of the machine 100.0 %");
  }

  @Test
  void withoutLimitsNothingIsPressure() {
    Rules unlimited = new Rules(new Limits(1, 1, 1));
    for (int i = 0; i < 100; i++) {
      assertThat(unlimited.take(new Reading(1, 1, 1))).isFalse();
    }
  }

  private int take(int times, Reading reading) {
    int changes = 0;
    for (int i = 0; i < times; i++) {
      changes += rules.take(reading) ? 1 : 0;
    }
    return changes;
  }

  private int readingsUntilUp() {
    Level before = rules.level();
    int readings = 0;
    while (rules.level() == before) {
      take(1, CALM);
      readings++;
    }
    return readings;
  }
}
