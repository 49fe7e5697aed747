package dev.weft.agent.governor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Takes readings from time to time, and steps down and up as the rules say. */
public final class Governor implements Runnable {
  /** A service has its start behind it before it is judged, and a short program is never. */
  private static final int INTERVALS_BEFORE_FIRST = 6;

  private final Rules rules;
  private final long intervalNanos;
  private final Consumer<Level> steps;
  private volatile State state = new State(Level.FULL, null, Reading.NONE, "nothing read yet", 0);

  /**
   * A governor on the highest level.
   *
   * @param intervalMillis from one reading to the next
   * @param steps does what a level means; called on the governor's thread
   */
  public Governor(Limits limits, long intervalMillis, Consumer<Level> steps) {
    this.rules = new Rules(limits);
    this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(Math.max(intervalMillis, 1));
    this.steps = steps;
  }

  /** How things stand. */
  public State state() {
    return state;
  }

  /** Never returns; for a daemon. */
  @Override
  public void run() {
    pause(intervalNanos * INTERVALS_BEFORE_FIRST);
    ReadingSource source = Sources.best();
    while (true) {
      try {
        take(source.read(), source.basis());
      } catch (Throwable t) {
        LoggerFactory.getLogger(Governor.class).warn("no reading of the JVM: {}", t.toString());
      }
      pause(intervalNanos);
    }
  }

  private void pause(long nanos) {
    long until = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = until - System.nanoTime()) {
      // Whoever interrupted this thread did not mean us, and park() would return at once.
      Thread.interrupted();
      LockSupport.parkNanos(this, left);
    }
  }

  /** Acts on one reading. */
  void take(Reading reading, String basis) {
    Level before = rules.level();
    boolean changed = rules.take(reading);
    Level now = rules.level();
    int downs = state.stepsDown() + (now.compareTo(before) > 0 ? 1 : 0);
    state = new State(now, rules.reason(), reading, basis, downs);
    if (changed) {
      steps.accept(now);
      tell(before, now);
    }
  }

  private void tell(Level before, Level now) {
    if (now.compareTo(before) > 0) {
      LoggerFactory.getLogger(Governor.class)
          .warn("stepped down: {} ({})", now.description(), rules.reason());
    } else {
      LoggerFactory.getLogger(Governor.class).warn("stepped up: {}", now.description());
    }
  }

  /** How a governor stood at one time. Immutable. */
  public static final class State {
    private final Level level;
    private final @Nullable String reason;
    private final Reading reading;
    private final String basis;
    private final int stepsDown;

    State(Level level, @Nullable String reason, Reading reading, String basis, int stepsDown) {
      this.level = level;
      this.reason = reason;
      this.reading = reading;
      this.basis = basis;
      this.stepsDown = stepsDown;
    }

    /** The level in force. */
    public Level level() {
      return level;
    }

    /** Which limit was passed; null on the highest level. */
    public @Nullable String reason() {
      return reason;
    }

    /** The last reading. */
    public Reading reading() {
      return reading;
    }

    /** What readings rest on. */
    public String basis() {
      return basis;
    }

    /** How often it has stepped down. */
    public int stepsDown() {
      return stepsDown;
    }
  }
}
