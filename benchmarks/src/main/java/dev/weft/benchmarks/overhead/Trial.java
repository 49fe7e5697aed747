package dev.weft.benchmarks.overhead;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One application in one fresh JVM with one contestant: all that is measured of it. */
final class Trial {
  private static final double MICROS = TimeUnit.SECONDS.toMicros(1);

  /** Agents are given so long to send what they have: most of them wait for five seconds. */
  private static final int FLUSH_SECONDS = 6;

  /** Of load, after each of which it is asked whether the JVM is warm. */
  private static final int WARM_UP_SECONDS = 3;

  /** The JIT's share of the CPU time below which a JVM is warm. */
  private static final double WARM = 0.05;

  private final Bench bench;
  private final Subject subject;
  private final Map<Measure, Double> values = new EnumMap<>(Measure.class);

  Trial(Bench bench, Subject subject) {
    this.bench = bench;
    this.subject = subject;
  }

  Map<Measure, Double> run() throws Exception {
    int port = AppProcess.freePort();
    App app = subject.app();
    Path log = bench.folder().resolve(subject.fileName() + ".log");
    try (AppProcess process = AppProcess.start(command(port), port, log)) {
      double wall = process.awaitFirstAnswer(app.requests()[0]);
      ProcessCpu cpu = ProcessCpu.of(process.pid());
      if (phases().contains(Phase.START)) {
        values.put(Measure.START_WALL, wall);
        values.put(Measure.START_CPU, cpu.total());
        values.put(Measure.START_CPU_WITHOUT_JIT, cpu.withoutJit());
        // What goes on beside the first answer is done by then.
        TimeUnit.SECONDS.sleep(1);
        Footprint.measure(subject.jdk(), process.pid(), values);
      }
      loads(process.pid(), port);
    }
    return values;
  }

  private void loads(long pid, int port) throws Exception {
    if (phases().contains(Phase.LOAD) || phases().contains(Phase.PACED)) {
      values.put(Measure.WARM_UP, warmUp(pid, port));
      // The spans of the warm-up are not those of the load.
      TimeUnit.SECONDS.sleep(FLUSH_SECONDS);
    }
    if (phases().contains(Phase.LOAD)) {
      load(pid, port);
    }
    if (phases().contains(Phase.PACED)) {
      paced(pid, port);
    }
  }

  /** Full load until the JIT has little left to do, or patience ends; answers the seconds. */
  private double warmUp(long pid, int port) throws Exception {
    double seconds = 0;
    boolean warm = false;
    while (!warm && seconds < bench.warmUpSeconds()) {
      ProcessCpu before = ProcessCpu.of(pid);
      Load.full(subject.app(), port, WARM_UP_SECONDS);
      seconds += WARM_UP_SECONDS;
      ProcessCpu cpu = ProcessCpu.of(pid).minus(before);
      warm = cpu.jit() < cpu.total() * WARM;
    }
    return seconds;
  }

  private List<String> command(int port) {
    List<String> command = new ArrayList<>();
    command.add(subject.jdk().tool("java"));
    command.addAll(subject.app().jvm());
    // So that their CPU time can be read to the end, and so that the probe may be loaded.
    command.add("-XX:-UseDynamicNumberOfCompilerThreads");
    command.add("-XX:+EnableDynamicAgentLoading");
    command.addAll(subject.contestant().options(bench.sink().url()));
    Path jar = bench.jars().of(subject.contestant().agent());
    if (jar != null) {
      command.add("-javaagent:" + jar);
    }
    command.addAll(subject.app().command(bench.apps(), port, bench.sink().url()));
    return command;
  }

  /** Only those who sample all are compared in everything. */
  private Set<Phase> phases() {
    return subject.contestant().setting() == Setting.SAMPLED ? bench.phases() : Set.of(Phase.LOAD);
  }

  private void load(long pid, int port) throws Exception {
    Window window = new Window(pid);
    Load load = Load.full(subject.app(), port, bench.seconds());
    window.close(load);
    values.put(Measure.LOAD_CPU, window.cpu.total() * MICROS / load.requests());
    values.put(Measure.LOAD_CPU_WITHOUT_JIT, window.cpu.withoutJit() * MICROS / load.requests());
    values.put(Measure.LOAD_BYTES, window.bytes / load.requests());
    values.put(Measure.LOAD_RATE, load.requests() / load.seconds());
    putLost(Measure.LOAD_LOST, window);
  }

  private void paced(long pid, int port) throws Exception {
    Window window = new Window(pid);
    Load load = Load.paced(subject.app(), port, bench.seconds());
    window.close(load);
    values.put(Measure.PACED_CPU, window.cpu.total() * MICROS / load.requests());
    values.put(Measure.PACED_CPU_WITHOUT_JIT, window.cpu.withoutJit() * MICROS / load.requests());
    values.put(Measure.PACED_BYTES, window.bytes / load.requests());
    values.put(Measure.P50, load.percentile(50));
    values.put(Measure.P99, load.percentile(99));
    putLost(Measure.PACED_LOST, window);
  }

  private void putLost(Measure measure, Window window) {
    Agent agent = subject.contestant().agent();
    boolean traced = agent != Agent.NONE && agent != Agent.EMPTY;
    if (traced && subject.contestant().setting() == Setting.SAMPLED) {
      values.put(measure, window.lost * 100);
    }
  }

  /** From before a load to when the agent has sent what came of it. */
  private final class Window {
    private final long pid;
    private final long[] countsBefore;
    private final Allocation bytesBefore;
    private final ProcessCpu cpuBefore;

    private ProcessCpu cpu = new ProcessCpu(0, 0);
    private double bytes;

    /** Share of the requests whose span did not arrive. */
    private double lost;

    Window(long pid) throws Exception {
      this.pid = pid;
      countsBefore = bench.sink().counts();
      bytesBefore = allocation();
      cpuBefore = ProcessCpu.of(pid);
    }

    private Allocation allocation() throws Exception {
      return Allocation.of(pid, bench.probe(), bench.folder());
    }

    void close(Load load) throws Exception {
      TimeUnit.SECONDS.sleep(FLUSH_SECONDS);
      cpu = ProcessCpu.of(pid).minus(cpuBefore);
      bytes = allocation().since(bytesBefore);
      long received = bench.sink().counts()[0] - countsBefore[0];
      lost = 1 - received / (double) load.requests();
    }
  }
}
