package dev.weft.agent.cli.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trace's spans as trees, children in the order of their start. */
final class TraceTree {
  private static final Comparator<TraceNode> BY_START =
      Comparator.comparingLong(TraceNode::start).thenComparing(node -> node.span.spanId);

  /** The spans without a parent here; the true root first, if it has come. */
  final List<TraceNode> roots = new ArrayList<>();

  /** The processes whose spans were shifted, and by how many nanoseconds. */
  final Map<String, Long> shifts = new LinkedHashMap<>();

  private final Map<String, Long> shiftOfProcess = new HashMap<>();

  private TraceTree() {}

  static TraceTree of(List<ReceivedSpan> spans) {
    TraceTree tree = new TraceTree();
    Map<String, TraceNode> nodes = new LinkedHashMap<>();
    for (ReceivedSpan span : spans) {
      nodes.putIfAbsent(span.spanId, new TraceNode(span)); // a retried batch brings spans twice
    }
    for (TraceNode node : nodes.values()) {
      TraceNode parent = nodes.get(node.span.parentId);
      if (parent == null || isAbove(node, parent, nodes)) {
        node.parentMissing = !node.span.isRoot();
        tree.roots.add(node);
      } else {
        parent.children.add(node);
      }
    }
    tree.roots.sort(
        Comparator.comparing((TraceNode node) -> node.parentMissing).thenComparing(BY_START));
    for (TraceNode root : tree.roots) {
      tree.align(root);
    }
    return tree;
  }

  /** Whether the spans claim to be each other's ancestors, which garbage can. */
  private static boolean isAbove(TraceNode node, TraceNode other, Map<String, TraceNode> nodes) {
    @Nullable TraceNode above = other;
    for (int i = 0; above != null && i <= nodes.size(); i++) {
      if (above == node) {
        return true;
      }
      above = nodes.get(above.span.parentId);
    }
    return false;
  }

  /** Walks without recursion: a trace may be as deep as it has spans. */
  private void align(TraceNode root) {
    List<TraceNode> open = new ArrayList<>();
    root.shiftNanos = shiftOfProcess.computeIfAbsent(root.span.process, process -> 0L);
    open.add(root);
    while (!open.isEmpty()) {
      TraceNode parent = open.remove(open.size() - 1);
      for (TraceNode child : parent.children) {
        child.shiftNanos = shift(parent, child);
      }
      parent.children.sort(BY_START);
      open.addAll(parent.children);
    }
  }

  /**
   * A callee starts after its caller, and a server answers before its client has the answer: where
   * times of two processes deny it, their clocks differ, and the callee is put into the middle.
   */
  private long shift(TraceNode parent, TraceNode child) {
    ReceivedSpan span = child.span;
    if (span.process.equals(parent.span.process)) {
      return parent.shiftNanos;
    }
    long known = shiftOfProcess.getOrDefault(span.process, 0L);
    boolean hop = parent.span.kind == ReceivedSpan.CLIENT && span.kind == ReceivedSpan.SERVER;
    long slack = (parent.end() - parent.start()) - span.durationNanos();
    boolean early = span.startNanos + known < parent.start();
    boolean late = hop && slack >= 0 && span.endNanos + known > parent.end();
    if (!early && !late) {
      shiftOfProcess.putIfAbsent(span.process, known);
      return known;
    }
    long shift = parent.start() + Math.max(0, slack / 2) - span.startNanos;
    shiftOfProcess.put(span.process, shift);
    shifts.putIfAbsent(span.service, shift);
    return shift;
  }
}
