package dev.weft.agent.status;

import dev.weft.agent.governor.SelfCpu;
import dev.weft.exporter.ExportEffort;
import dev.weft.exporter.SpanPipeline;

/** What the agent has done, in one line for the end. */
public final class SummaryLine {
  private static final double SECOND = 1e9;
  private static final double MEGABYTE = 1e6;

  private SummaryLine() {}

  /** Writes the line: what became of the spans, and what it took. */
  public static String of(SpanPipeline pipeline) {
    StringBuilder line = new StringBuilder(200);
    line.append(pipeline.accounting());
    appendEffort(line, pipeline.effort());
    long threads = SelfCpu.threadNanos();
    if (threads >= 0) {
      line.append("; CPU of the agent's threads ").append(tenths(threads / SECOND)).append(" s");
    }
    long operations = SelfCpu.operationNanos();
    if (operations > 0) {
      line.append(", of operations about ").append(tenths(operations / SECOND)).append(" s");
    }
    return line.toString();
  }

  private static void appendEffort(StringBuilder line, ExportEffort effort) {
    line.append("; exporting took ").append(tenths(effort.nanos() / SECOND)).append(" s");
    line.append(" in ").append(effort.requests()).append(" requests");
    if (effort.retries() > 0) {
      line.append(", ").append(effort.retries()).append(" of them retries");
    }
    line.append(", ").append(tenths(effort.bytes() / MEGABYTE)).append(" MB");
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
