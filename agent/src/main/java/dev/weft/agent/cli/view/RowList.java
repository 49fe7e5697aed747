package dev.weft.agent.cli.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A tree's lines from top to bottom. Of many siblings alike (the query in a loop) two are drawn and
 * the others become one line.
 */
final class RowList {
  private static final int ALIKE_TO_FOLD = 5;
  private static final int DRAWN_BEFORE_FOLD = 2;

  /** Deeper levels are drawn at this one: there would be no room for their names. */
  private static final int DEEPEST_INDENT = 24;

  final List<Row> rows = new ArrayList<>();

  /** Spans that are not drawn because there are too many. */
  int left;

  /** How many of those failed. */
  int leftWithError;

  private final Layout layout;
  private int drawn;

  private RowList(Layout layout) {
    this.layout = layout;
  }

  static RowList of(TraceTree tree, Layout layout) {
    RowList list = new RowList(layout);
    // Not recursive, as a trace may be as deep as it has spans. The next row is the last one here.
    List<Row> open = new ArrayList<>();
    for (int i = tree.roots.size() - 1; i >= 0; i--) {
      open.add(new Row("", "", Collections.singletonList(tree.roots.get(i))));
    }
    while (!open.isEmpty()) {
      Row row = open.remove(open.size() - 1);
      list.add(row);
      if (!row.isFolded()) {
        list.pushChildren(row, open);
      }
    }
    return list;
  }

  private void add(Row row) {
    if (drawn >= layout.maxSpans) {
      left += row.nodes.size();
      leftWithError += row.isError() ? 1 : 0;
    } else {
      drawn++;
      rows.add(row);
    }
  }

  private void pushChildren(Row parent, List<Row> open) {
    List<List<TraceNode>> groups = groups(parent.first().children);
    for (int i = groups.size() - 1; i >= 0; i--) {
      boolean last = i == groups.size() - 1;
      boolean deep = Columns.width(parent.below) >= DEEPEST_INDENT;
      String stem = deep ? parent.below.substring(3) : parent.below;
      open.add(new Row(stem + layout.branch(last), stem + layout.trunk(last), groups.get(i)));
    }
  }

  private static List<List<TraceNode>> groups(List<TraceNode> siblings) {
    List<List<TraceNode>> groups = new ArrayList<>();
    int i = 0;
    while (i < siblings.size()) {
      int end = i + 1;
      while (end < siblings.size() && areAlike(siblings.get(i), siblings.get(end))) {
        end++;
      }
      boolean fold = end - i >= ALIKE_TO_FOLD;
      int single = fold ? i + DRAWN_BEFORE_FOLD : end;
      for (; i < single; i++) {
        groups.add(Collections.singletonList(siblings.get(i)));
      }
      if (fold) {
        groups.add(siblings.subList(i, end));
      }
      i = end;
    }
    return groups;
  }

  private static boolean areAlike(TraceNode one, TraceNode other) {
    return one.isLeaf()
        && other.isLeaf()
        && !one.span.error
        && !other.span.error
        && one.span.name.equals(other.span.name)
        && one.span.service.equals(other.span.service);
  }
}
