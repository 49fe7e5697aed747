package dev.weft.agent.governor;

import org.jspecify.annotations.Nullable;

/**
 * Says on which level to be, from one reading to the next: one down after three readings of
 * pressure, one up after twelve calm ones. Readings in between change nothing.
 *
 * <p>What steps up and has to come down again soon was wrong to step up: each time it waits twice
 * as long before the next try, up to 120 readings. For one thread; knows no clock.
 */
final class Rules {
  static final int DOWN_AFTER = 3;
  static final int UP_AFTER = 12;
  static final int LONGEST_WAIT = 120;

  private final Limits limits;
  private Level level = Level.FULL;
  private @Nullable String reason;
  private int pressed;
  private int calm;
  private int wait = UP_AFTER;
  private int sinceUp = LONGEST_WAIT;

  Rules(Limits limits) {
    this.limits = limits;
  }

  /** Takes a reading, and says whether the level has changed. */
  boolean take(Reading reading) {
    String passed = limits.passed(reading);
    boolean isCalm = passed == null && limits.isCalm(reading);
    pressed = passed == null ? 0 : pressed + 1;
    calm = isCalm ? calm + 1 : 0;
    sinceUp = Math.min(sinceUp + 1, LONGEST_WAIT);
    if (pressed >= DOWN_AFTER && !level.isLast()) {
      stepDown(passed);
      return true;
    }
    if (calm >= wait && level != Level.FULL) {
      stepUp();
      return true;
    }
    return false;
  }

  private void stepDown(@Nullable String passed) {
    boolean relapsed = sinceUp < LONGEST_WAIT;
    wait = relapsed ? Math.min(2 * wait, LONGEST_WAIT) : level == Level.FULL ? UP_AFTER : wait;
    sinceUp = LONGEST_WAIT;
    level = level.down();
    reason = passed;
    pressed = 0;
  }

  private void stepUp() {
    level = level.up();
    calm = 0;
    sinceUp = 0;
    if (level == Level.FULL) {
      reason = null;
    }
  }

  Level level() {
    return level;
  }

  /** Which limit was passed at the last step down; null on the highest level. */
  @Nullable String reason() {
    return reason;
  }
}
