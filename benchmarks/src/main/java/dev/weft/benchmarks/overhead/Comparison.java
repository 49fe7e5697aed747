package dev.weft.benchmarks.overhead;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One round of all contestants on one application and one JDK.
 *
 * <p>First they start in turns, several times. Then each is warmed up in a JVM that lives on beside
 * those of the others, and they take turns under load, some seconds each, in an order that is
 * another one each time: a machine is now faster, now slower, and so it is for all of them.
 */
final class Comparison implements AutoCloseable {
  private final Bench bench;
  private final Results results;
  private final int round;
  private final Map<Subject, Samples> samples = new LinkedHashMap<>();
  private final List<Trial> trials = new ArrayList<>();

  /** Of subjects that differ in the contestant alone. */
  Comparison(Bench bench, Results results, int round, List<Subject> subjects) {
    this.bench = bench;
    this.results = results;
    this.round = round;
    subjects.forEach(subject -> samples.put(subject, new Samples()));
  }

  /** Measures them, and adds to the results what did not fail. */
  void run() {
    if (bench.phases().contains(Phase.START)) {
      for (int i = 0; i < bench.starts(); i++) {
        starts();
      }
    }
    if (bench.phases().contains(Phase.LOAD) || bench.phases().contains(Phase.PACED)) {
      warmUp();
    }
    for (Phase phase : List.of(Phase.LOAD, Phase.PACED)) {
      if (bench.phases().contains(phase)) {
        takeTurns(phase);
      }
    }
    samples.forEach((subject, values) -> results.add(subject, round, values.betterQuartiles()));
  }

  private void starts() {
    for (Subject subject : List.copyOf(samples.keySet())) {
      if (isMeasured(subject, Phase.START)) {
        report("start", subject);
        attempt(subject, values -> values.addAll(Start.measure(bench, subject)));
      }
    }
  }

  private void warmUp() {
    for (Subject subject : List.copyOf(samples.keySet())) {
      report("warm-up", subject);
      attempt(subject, values -> trials.add(Trial.start(bench, subject, values)));
    }
  }

  private void takeTurns(Phase phase) {
    List<Trial> order = new ArrayList<>(trials);
    order.removeIf(trial -> !isMeasured(trial.subject(), phase));
    if (phase == Phase.PACED) {
      order.forEach(trial -> attempt(trial.subject(), values -> trial.warmUpForPace()));
    }
    Deque<Window> open = new ArrayDeque<>();
    for (int i = 0; i < bench.windows(); i++) {
      Collections.shuffle(order, new Random(i));
      for (Trial trial : order) {
        closeUntil(open, trial);
        attempt(trial.subject(), values -> open.add(Window.open(trial, phase, bench.seconds())));
      }
      System.err.println(phase.title() + ": " + (i + 1) + " of " + bench.windows());
    }
    while (!open.isEmpty()) {
      closeOldest(open);
    }
  }

  /** Those which are due, and the trial's own one, in any case. */
  private void closeUntil(Deque<Window> open, Trial trial) {
    while (open.stream().anyMatch(window -> window.isDue() || window.trial() == trial)) {
      closeOldest(open);
    }
  }

  private void closeOldest(Deque<Window> open) {
    Window oldest = open.remove();
    attempt(oldest.trial().subject(), oldest::close);
  }

  /** Only those who sample all are compared in everything. */
  private static boolean isMeasured(Subject subject, Phase phase) {
    return phase == Phase.LOAD || subject.contestant().setting() == Setting.SAMPLED;
  }

  private void report(String what, Subject subject) {
    System.err.println("round " + (round + 1) + ", " + what + ": " + subject);
  }

  private interface Attempt {
    void run(Samples values) throws Exception;
  }

  /** One that fails must not cost the result of the others; the report says that it did. */
  private void attempt(Subject subject, Attempt attempt) {
    Samples values = samples.get(subject);
    if (values == null) {
      return; // It has failed before.
    }
    try {
      attempt.run(values);
    } catch (Exception e) {
      results.addFailure(subject, round, e);
      samples.remove(subject);
      System.err.println("  failed: " + e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Trial trial : trials) {
      trial.close();
    }
  }
}
