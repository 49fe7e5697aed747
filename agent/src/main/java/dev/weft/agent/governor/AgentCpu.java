package dev.weft.agent.governor;

import dev.weft.agent.jmx.UsesJmx;
import dev.weft.tracing.AgentThread;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/**
 * The CPU time of the agent's threads. What a thread uses between the last look at it and its end
 * is missed; those that live long are the ones that work. Safe for use by several threads.
 */
@UsesJmx
final class AgentCpu {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private Map<Long, Long> last = new HashMap<>();
  private long total;

  /** Nanoseconds so far. */
  synchronized long totalNanos() {
    Map<Long, Long> now = new HashMap<>();
    for (AgentThread thread : AgentThread.running()) {
      Long id = thread.getId();
      long cpu = threads.getThreadCpuTime(id);
      if (cpu >= 0) {
        Long before = last.get(id);
        total += cpu - (before == null ? 0 : before);
        now.put(id, cpu);
      }
    }
    last = now;
    return total;
  }
}
