package dev.weft.agent.cli.view;

/** How a trace is drawn. */
final class Layout {
  /** Columns of the terminal. */
  final int width;

  /** Whether box and block characters may be used, or else ASCII only. */
  final boolean unicode;

  final boolean colour;

  /** Whether each span is followed by its attributes. */
  final boolean attributes;

  /** The most spans of one trace that are drawn. */
  final int maxSpans;

  Layout(int width, boolean unicode, boolean colour, boolean attributes, int maxSpans) {
    this.width = Math.max(60, width);
    this.unicode = unicode;
    this.colour = colour;
    this.attributes = attributes;
    this.maxSpans = maxSpans;
  }

  String ellipsis() {
    return unicode ? "…" : "...";
  }

  String errorMark() {
    return unicode ? "✗" : "!";
  }

  String separator() {
    return unicode ? " · " : " | ";
  }

  /** What stands before a span that is the last of its siblings, or not. */
  String branch(boolean last) {
    if (unicode) {
      return last ? "└─ " : "├─ ";
    }
    return last ? "`- " : "|- ";
  }

  /** What stands below it, before its children. */
  String trunk(boolean last) {
    if (last) {
      return "   ";
    }
    return unicode ? "│  " : "|  ";
  }
}
