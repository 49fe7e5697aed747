package dev.weft.agent.cli.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws a trace: a line that sums it up, then a line per span with tree, name, service, offset,
 * duration and bar, and below a failed one what went wrong.
 */
final class Waterfall {
  private static final int NARROWEST_BAR = 12;

  private final Layout layout;
  private final Ink ink;
  private final ReceivedTrace trace;
  private final TraceTree tree;
  private final RowList list;
  private final Map<String, Integer> services = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final long start;
  private final long end;
  private final Millis millis;
  private int nameWidth;
  private int serviceWidth;
  private int offsetWidth;
  private int durationWidth;

  private Waterfall(ReceivedTrace trace, Layout layout) {
    this.trace = trace;
    this.layout = layout;
    this.ink = new Ink(layout.colour);
    this.tree = TraceTree.of(trace.spans);
    this.list = RowList.of(tree, layout);
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    List<TraceNode> open = new ArrayList<>(tree.roots);
    for (int i = 0; i < open.size(); i++) {
      TraceNode node = open.get(i);
      first = Math.min(first, node.start());
      last = Math.max(last, node.end());
      open.addAll(node.children);
    }
    this.start = first;
    this.end = last;
    this.millis = Millis.forTotal(end - start);
    for (ReceivedSpan span : trace.spans) {
      services.putIfAbsent(span.service, services.size());
    }
  }

  /** The lines of a trace that has at least one span, none longer than the layout's width. */
  static List<String> draw(ReceivedTrace trace, Layout layout) {
    Waterfall waterfall = new Waterfall(trace, layout);
    waterfall.measure();
    waterfall.header();
    for (Row row : waterfall.list.rows) {
      waterfall.row(row);
    }
    waterfall.footnotes();
    return waterfall.lines;
  }

  private void measure() {
    for (Row row : list.rows) {
      nameWidth = Math.max(nameWidth, Columns.width(row.indent) + Columns.width(label(row)));
      serviceWidth = Math.max(serviceWidth, Columns.width(service(row)));
      offsetWidth = Math.max(offsetWidth, offset(row).length());
      durationWidth = Math.max(durationWidth, millis.text(duration(row)).length());
    }
    serviceWidth = Math.min(serviceWidth, Math.max(8, layout.width / 8));
    int fixed = serviceWidth + offsetWidth + durationWidth + 2 * 4 + NARROWEST_BAR;
    nameWidth = Math.min(nameWidth, Math.max(16, Math.min(layout.width / 2, layout.width - fixed)));
  }

  private void header() {
    TraceNode root = tree.roots.get(0);
    int errors = 0;
    for (ReceivedSpan span : trace.spans) {
      errors += span.error ? 1 : 0;
    }
    String name = name(root.span);
    List<String> facts = new ArrayList<>();
    facts.add(millis.text(end - start));
    facts.add(count(trace.received, "span"));
    facts.add(serviceNames());
    if (errors > 0) {
      facts.add(count(errors, "error"));
    }
    if (trace.shownBefore) {
      facts.add("again, with spans that came late");
    }
    String rest = layout.separator() + String.join(layout.separator(), facts);
    String mark = errors > 0 ? layout.errorMark() + " " : "";
    int room = layout.width - mark.length() - Columns.width(rest);
    String title = mark + Columns.cut(name, Math.max(12, room), layout.ellipsis());
    rest = Columns.cut(rest, layout.width - Columns.width(title), layout.ellipsis());
    String line = (errors > 0 ? ink.boldRed(title) : ink.bold(title)) + ink.bold(rest);
    String id = root.span.traceId;
    int free = layout.width - Columns.width(title) - Columns.width(rest) - id.length();
    if (free >= 2) {
      lines.add(line + spaces(free) + ink.dim(id));
    } else {
      lines.add(line);
      lines.add(ink.dim("trace " + id));
    }
  }

  private void row(Row row) {
    Integer colour = services.get(row.first().span.service);
    int service = colour == null ? 0 : colour;
    String label =
        Columns.cut(
            label(row), Math.max(8, nameWidth - Columns.width(row.indent)), layout.ellipsis());
    int padding = Math.max(0, nameWidth - Columns.width(row.indent) - Columns.width(label));
    int barWidth = layout.width - nameWidth - serviceWidth - offsetWidth - durationWidth - 2 * 4;
    String bar =
        new Bar(start, end, Math.max(NARROWEST_BAR, barWidth), layout.unicode)
            .draw(row.intervals(), row.childIntervals());
    lines.add(
        ink.dim(row.indent)
            + (row.isError() ? ink.red(label) : row.isFolded() ? ink.dim(label) : label)
            + spaces(padding + 2)
            + ink.service(service, Columns.fit(service(row), serviceWidth, layout.ellipsis()))
            + "  "
            + ink.dim(right(offset(row), offsetWidth))
            + "  "
            + right(millis.text(duration(row)), durationWidth)
            + "  "
            + (row.isError() ? ink.red(bar) : ink.service(service, bar)));
    below(row);
  }

  private void below(Row row) {
    ReceivedSpan span = row.first().span;
    String stem = row.below + (row.isFolded() || row.first().isLeaf() ? "" : layout.trunk(false));
    if (row.first().parentMissing) {
      detail(stem, "parent " + span.parentId + " has not come", false);
    }
    String error = row.errorText();
    if (error != null) {
      detail(stem, Printable.escape(error), true);
    }
    if (layout.attributes && !row.isFolded()) {
      for (Map.Entry<String, String> attribute : span.attributes.entrySet()) {
        detail(
            stem,
            Printable.escape(attribute.getKey()) + " = " + Printable.escape(attribute.getValue()),
            false);
      }
    }
  }

  private void detail(String stem, String text, boolean error) {
    String cut = Columns.cut(text, layout.width - Columns.width(stem) - 2, layout.ellipsis());
    lines.add(ink.dim(stem) + "  " + (error ? ink.red(cut) : ink.dim(cut)));
  }

  private void footnotes() {
    if (list.left > 0) {
      String errors =
          list.leftWithError == 0 ? "" : ", " + list.leftWithError + " of them with an error";
      note(count(list.left, "further span") + " not drawn" + errors + " (--max-spans draws more)");
    }
    if (trace.received > trace.spans.size()) {
      note(count(trace.received - trace.spans.size(), "span") + " too many, not kept");
    }
    for (Map.Entry<String, Long> shift : tree.shifts.entrySet()) {
      note(
          "~ the clock of "
              + Printable.escape(shift.getKey())
              + " is "
              + millis.text(Math.abs(shift.getValue()))
              + (shift.getValue() < 0 ? " ahead" : " behind")
              + "; its spans are shifted");
    }
  }

  private void note(String text) {
    lines.add(ink.dim("  " + Columns.cut(text, layout.width - 2, layout.ellipsis())));
  }

  private String label(Row row) {
    if (row.isFolded()) {
      return row.nodes.size() + " more " + Printable.escape(row.first().span.name);
    }
    String name = name(row.first().span);
    return row.isError() ? layout.errorMark() + " " + name : name;
  }

  private static String name(ReceivedSpan span) {
    String name = Printable.escape(span.name.isEmpty() ? "(no name)" : span.name);
    @Nullable String status = span.httpStatus();
    return status == null ? name : name + " " + Printable.escape(status);
  }

  private static String service(Row row) {
    return Printable.escape(row.first().span.service);
  }

  private String offset(Row row) {
    boolean shifted = row.first().shiftNanos != 0;
    return (shifted ? "~" : "+") + millis.number(row.start() - start);
  }

  private static long duration(Row row) {
    return row.isFolded() ? row.totalNanos() : row.first().span.durationNanos();
  }

  private String serviceNames() {
    if (services.size() > 4) {
      return services.size() + " services";
    }
    List<String> names = new ArrayList<>();
    for (String service : services.keySet()) {
      names.add(Printable.escape(service));
    }
    return String.join(", ", names);
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String right(String text, int width) {
    return spaces(width - text.length()) + text;
  }

  private static String spaces(int count) {
    StringBuilder spaces = new StringBuilder();
    for (int i = 0; i < count; i++) {
      spaces.append(' ');
    }
    return spaces.toString();
  }
}
