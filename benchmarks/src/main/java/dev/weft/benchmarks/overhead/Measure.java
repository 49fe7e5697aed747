package dev.weft.benchmarks.overhead;

import java.util.Locale;

/** What is measured. */
enum Measure {
  START_WALL(Phase.START, "wall", "s", 2),
  START_CPU(Phase.START, "CPU", "s", 2),
  START_CPU_WITHOUT_JIT(Phase.START, "CPU without JIT", "s", 2),
  CLASSES(Phase.START, "classes", "", 0),
  METASPACE(Phase.START, "metaspace", "MB", 1),
  LIVE_HEAP(Phase.START, "live heap", "MB", 1),
  THREADS(Phase.START, "threads", "", 0),
  RSS(Phase.START, "RSS", "MB", 0),

  WARM_UP(Phase.LOAD, "warm after", "s", 0),
  LOAD_CPU(Phase.LOAD, "CPU per request", "µs", 1),
  LOAD_CPU_WITHOUT_JIT(Phase.LOAD, "CPU without JIT", "µs", 1),
  LOAD_BYTES(Phase.LOAD, "allocated per request", "B", 0),
  LOAD_RATE(Phase.LOAD, "requests", "/s", 0),
  LOAD_LOST(Phase.LOAD, "lost", "%", 1),

  PACED_CPU(Phase.PACED, "CPU per request", "µs", 1),
  PACED_CPU_WITHOUT_JIT(Phase.PACED, "CPU without JIT", "µs", 1),
  P50(Phase.PACED, "p50", "µs", 0),
  P99(Phase.PACED, "p99", "µs", 0);

  private final Phase phase;
  private final String title;
  private final String unit;
  private final int digits;

  Measure(Phase phase, String title, String unit, int digits) {
    this.phase = phase;
    this.title = title;
    this.unit = unit;
    this.digits = digits;
  }

  Phase phase() {
    return phase;
  }

  String title() {
    return title;
  }

  String unit() {
    return unit;
  }

  /** Whether a difference to another contestant means anything. */
  boolean comparable() {
    return this != WARM_UP && this != LOAD_LOST;
  }

  boolean moreIsBetter() {
    return this == LOAD_RATE;
  }

  String format(double value) {
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  String formatDifference(double value) {
    return String.format(Locale.ROOT, "%+,." + digits + "f", value);
  }
}
