package dev.weft.benchmarks.overhead;

import java.nio.file.Path;
import java.util.Set;

/**
 * What all trials need.
 *
 * @param apps the folder of the applications
 * @param probe the jar of the {@link AllocationProbe}
 * @param folder for logs and the like
 * @param starts that are measured of each contestant in a round
 * @param warmUpSeconds of load, at most, before the first load that is measured
 * @param windows of load that are measured of each contestant in a round
 * @param seconds of each of these
 */
record Bench(
    AgentJars jars,
    Path apps,
    Path probe,
    Path folder,
    SinkProcess sink,
    Set<Phase> phases,
    int starts,
    int warmUpSeconds,
    int windows,
    int seconds) {
  Bench {
    if (starts < 1 || warmUpSeconds < 1 || windows < 1 || seconds < 1) {
      throw new Refusal("--starts, --warm-up, --windows and --seconds take 1 or more");
    }
  }
}
