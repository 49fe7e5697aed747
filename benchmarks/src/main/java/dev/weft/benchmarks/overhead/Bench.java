package dev.weft.benchmarks.overhead;

import java.nio.file.Path;
import java.util.Set;

/**
 * What all trials need.
 *
 * @param apps the folder of the applications
 * @param probe the jar of the {@link AllocationProbe}
 * @param folder for logs and the like
 * @param warmUpSeconds of load, at most, before the first load that is measured
 * @param seconds of load that are measured
 */
record Bench(
    AgentJars jars,
    Path apps,
    Path probe,
    Path folder,
    SinkProcess sink,
    Set<Phase> phases,
    int warmUpSeconds,
    int seconds) {
  Bench {
    if (warmUpSeconds < 1 || seconds < 1) {
      throw new Refusal("--warm-up and --seconds take 1 or more");
    }
  }
}
