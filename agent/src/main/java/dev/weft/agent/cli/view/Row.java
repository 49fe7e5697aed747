package dev.weft.agent.cli.view;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of the waterfall: one span, or several alike that are drawn as one. */
final class Row {
  /** The tree in front of the name. */
  final String indent;

  /** The tree in front of what stands below the row. */
  final String below;

  final List<TraceNode> nodes;

  Row(String indent, String below, List<TraceNode> nodes) {
    this.indent = indent;
    this.below = below;
    this.nodes = nodes;
  }

  TraceNode first() {
    return nodes.get(0);
  }

  boolean isFolded() {
    return nodes.size() > 1;
  }

  long start() {
    return first().start();
  }

  long totalNanos() {
    long total = 0;
    for (TraceNode node : nodes) {
      total += node.span.durationNanos();
    }
    return total;
  }

  long longestNanos() {
    long longest = 0;
    for (TraceNode node : nodes) {
      longest = Math.max(longest, node.span.durationNanos());
    }
    return longest;
  }

  boolean isError() {
    return !isFolded() && first().span.error;
  }

  @Nullable String errorText() {
    return isFolded() ? null : first().span.errorText();
  }

  /** The spans' times: where the bar is. */
  List<long[]> intervals() {
    return intervals(nodes);
  }

  /** The times of what the spans called: where the bar shows waiting. */
  List<long[]> childIntervals() {
    return isFolded() ? new ArrayList<>() : intervals(first().children);
  }

  private static List<long[]> intervals(List<TraceNode> nodes) {
    List<long[]> intervals = new ArrayList<>(nodes.size());
    for (TraceNode node : nodes) {
      intervals.add(new long[] {node.start(), node.end()});
    }
    return intervals;
  }
}
