package dev.weft.benchmarks.overhead;

import java.util.concurrent.TimeUnit;

/** A load on a running application, from before it to when the agent has sent what came of it. */
final class Window {
  /** Agents are given so long to send what they have: most of them wait for five seconds. */
  static final int FLUSH_SECONDS = 6;

  private static final double MICROS = TimeUnit.SECONDS.toMicros(1);

  private final Trial trial;
  private final Phase phase;
  private final ProcessCpu before;
  private final Load load;
  private final long due;

  private Window(Trial trial, Phase phase, ProcessCpu before, Load load) {
    this.trial = trial;
    this.phase = phase;
    this.before = before;
    this.load = load;
    due = System.nanoTime() + TimeUnit.SECONDS.toNanos(FLUSH_SECONDS);
  }

  /** Loads it for so long; what is sent afterwards may come beside the load of others. */
  static Window open(Trial trial, Phase phase, int seconds) throws Exception {
    ProcessCpu before = ProcessCpu.of(trial.pid());
    App app = trial.subject().app();
    Load load =
        phase == Phase.PACED
            ? Load.paced(app, trial.port(), seconds)
            : Load.full(app, trial.port(), seconds);
    return new Window(trial, phase, before, load);
  }

  Trial trial() {
    return trial;
  }

  boolean isDue() {
    return System.nanoTime() - due >= 0;
  }

  /** Waits until it is due, and tells what it took. */
  void close(Samples samples) throws Exception {
    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    ProcessCpu cpu = ProcessCpu.of(trial.pid()).minus(before);
    double total = cpu.total() * MICROS / load.requests();
    double withoutJit = cpu.withoutJit() * MICROS / load.requests();
    if (phase == Phase.PACED) {
      samples.add(Measure.PACED_CPU, total);
      samples.add(Measure.PACED_CPU_WITHOUT_JIT, withoutJit);
      samples.add(Measure.P50, load.percentile(50));
      samples.add(Measure.P99, load.percentile(99));
    } else {
      samples.add(Measure.LOAD_CPU, total);
      samples.add(Measure.LOAD_CPU_WITHOUT_JIT, withoutJit);
      samples.add(Measure.LOAD_RATE, load.requests() / load.seconds());
    }
  }
}
