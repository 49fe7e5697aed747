package dev.weft.agent.cli.view;

import java.util.ArrayList;
import java.util.List;

/** A span in its place: under its parent, at a time that its parent's clock would show. */
final class TraceNode {
  final ReceivedSpan span;
  final List<TraceNode> children = new ArrayList<>();

  /** What was added to the span's times, in nanoseconds, because clocks differ. */
  long shiftNanos;

  /** Whether the span names a parent that has not come. */
  boolean parentMissing;

  TraceNode(ReceivedSpan span) {
    this.span = span;
  }

  long start() {
    return span.startNanos + shiftNanos;
  }

  long end() {
    return span.endNanos + shiftNanos;
  }

  boolean isLeaf() {
    return children.isEmpty();
  }
}
