package dev.weft.benchmarks.overhead;

import dev.weft.benchmarks.figures.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the trials gave so far. */
final class Results {
  /** One trial. */
  record Run(Subject subject, int round, Map<Measure, Double> values) {}

  /** A difference of which no share is told, however equal the rounds were. */
  private static final double SMALLEST = 0.02;

  private final List<Run> runs = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  void add(Subject subject, int round, Map<Measure, Double> values) {
    runs.add(new Run(subject, round, values));
  }

  void addFailure(Subject subject, int round, Exception why) {
    failures.add(subject + ", round " + (round + 1) + ": " + why);
  }

  /** One of an earlier run, which says itself what it was. */
  void addFailure(String what) {
    failures.add(what);
  }

  List<Run> runs() {
    return runs;
  }

  List<String> failures() {
    return failures;
  }

  /** Null if it was not measured. */
  @Nullable Spread of(Subject subject, Measure measure) {
    List<Double> values = new ArrayList<>();
    for (Run run : runs) {
      Double value = run.values().get(measure);
      if (value != null && run.subject().equals(subject)) {
        values.add(value);
      }
    }
    return values.isEmpty() ? null : Spread.of(values);
  }

  /** How much the median lies above that without an agent. Null if either was not measured. */
  @Nullable Double difference(Subject subject, Measure measure) {
    Spread with = of(subject, measure);
    Spread without = of(subject.with(Contestant.BASE), measure);
    return with == null || without == null ? null : with.median() - without.median();
  }

  /**
   * The difference as a share of OpenTelemetry's. Null if either was not measured, or if
   * OpenTelemetry's is lost among those between the rounds without an agent.
   */
  @Nullable Double ratio(Subject subject, Measure measure) {
    Double ours = difference(subject, measure);
    Double theirs = difference(subject.with(subject.contestant().yardstick()), measure);
    Spread base = of(subject.with(Contestant.BASE), measure);
    if (ours == null || theirs == null || base == null) {
      return null;
    }
    double noise = Math.max(base.highest() - base.lowest(), base.median() * SMALLEST);
    return theirs <= noise ? null : ours / theirs;
  }

  /** How many rounds there were of an application on a JDK. */
  int rounds(App app, Jdk jdk) {
    return runs.stream()
        .filter(run -> run.subject().app() == app && run.subject().jdk().equals(jdk))
        .mapToInt(run -> run.round() + 1)
        .max()
        .orElse(0);
  }

  /** The applications that were measured. */
  List<App> apps() {
    return runs.stream().map(run -> run.subject().app()).distinct().sorted().toList();
  }

  /** The JDKs on which they were, oldest first. */
  List<Jdk> jdks() {
    return runs.stream()
        .map(run -> run.subject().jdk())
        .distinct()
        .sorted(Comparator.comparing(Jdk::feature))
        .toList();
  }
}
