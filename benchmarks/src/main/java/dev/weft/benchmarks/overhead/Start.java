package dev.weft.benchmarks.overhead;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The start of an application in a fresh JVM, until it answers, and what it then holds. */
final class Start {
  private Start() {}

  static Map<Measure, Double> measure(Bench bench, Subject subject) throws Exception {
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    try (AppProcess process = AppProcess.start(bench, subject)) {
      values.put(Measure.START_WALL, process.awaitFirstAnswer());
      ProcessCpu cpu = ProcessCpu.of(process.pid());
      values.put(Measure.START_CPU, cpu.total());
      values.put(Measure.START_CPU_WITHOUT_JIT, cpu.withoutJit());
      // What goes on beside the first answer is done by then.
      TimeUnit.SECONDS.sleep(1);
      Footprint.measure(subject.jdk(), process.pid(), values);
    }
    return values;
  }
}
