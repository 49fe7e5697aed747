package dev.weft.benchmarks.overhead;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** An application with one contestant in a JVM that is warm, and lives on to be loaded. */
final class Trial implements AutoCloseable {
  /** Of load, after each of which it is asked whether the JVM is warm. */
  private static final int WARM_UP_SECONDS = 3;

  /** The JIT's share of the CPU time below which a JVM is warm. */
  private static final double WARM = 0.05;

  /** Of load, while spans and bytes are counted: they do not vary as times do. */
  private static final int COUNTED_SECONDS = 5;

  private final Bench bench;
  private final Subject subject;
  private final AppProcess process;

  private Trial(Bench bench, Subject subject, AppProcess process) {
    this.bench = bench;
    this.subject = subject;
    this.process = process;
  }

  /** Starts it and warms it up. Spans and bytes are counted here, where it is loaded alone. */
  static Trial start(Bench bench, Subject subject, Samples samples) throws Exception {
    Trial trial = new Trial(bench, subject, AppProcess.start(bench, subject));
    try {
      trial.process.awaitFirstAnswer();
      samples.add(Measure.WARM_UP, trial.warmUp());
      // The spans of the warm-up are not those of the load.
      TimeUnit.SECONDS.sleep(Window.FLUSH_SECONDS);
      if (bench.phases().contains(Phase.LOAD)) {
        trial.count(samples);
      }
      return trial;
    } catch (Exception e) {
      trial.close();
      throw e;
    }
  }

  private double warmUp() throws Exception {
    return loadUntilWarm(() -> Load.full(subject.app(), port(), WARM_UP_SECONDS));
  }

  /**
   * Warms up what has been under full load alone for a fixed rate: with other numbers of
   * connections and with pauses other code runs, and what the JIT throws away for it then takes
   * long to come back at a low rate.
   */
  void warmUpForPace() throws Exception {
    loadUntilWarm(
        () -> {
          Load.crowded(subject.app(), port(), WARM_UP_SECONDS);
          Load.paced(subject.app(), port(), WARM_UP_SECONDS);
        });
  }

  private interface Loading {
    void run() throws Exception;
  }

  /** Until the JIT has little left to do, or patience ends; answers the seconds. */
  private double loadUntilWarm(Loading loading) throws Exception {
    long start = System.nanoTime();
    double seconds = 0;
    boolean warm = false;
    while (!warm && seconds < bench.warmUpSeconds()) {
      ProcessCpu before = ProcessCpu.of(pid());
      loading.run();
      seconds = (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
      ProcessCpu cpu = ProcessCpu.of(pid()).minus(before);
      warm = cpu.jit() < cpu.total() * WARM;
    }
    return seconds;
  }

  private void count(Samples samples) throws Exception {
    long servedBefore = bench.sink().served();
    Allocation before = allocation();
    Load load = Load.full(subject.app(), port(), COUNTED_SECONDS);
    TimeUnit.SECONDS.sleep(Window.FLUSH_SECONDS);
    double requests = load.requests();
    samples.add(Measure.LOAD_BYTES, allocation().since(before) / requests);
    if (subject.contestant().sendsEachRequest()) {
      samples.add(Measure.LOAD_LOST, 100 * (1 - (bench.sink().served() - servedBefore) / requests));
    }
  }

  private Allocation allocation() throws Exception {
    return Allocation.of(pid(), bench.probe(), bench.folder());
  }

  Subject subject() {
    return subject;
  }

  long pid() {
    return process.pid();
  }

  int port() {
    return process.port();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
