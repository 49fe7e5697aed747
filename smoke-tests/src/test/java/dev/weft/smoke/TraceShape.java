package dev.weft.smoke;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A trace without what differs between those of one kind: each span's service, kind and whether it
 * failed, and in brackets its children, in the order of the alphabet.
 */
final class TraceShape {
  private TraceShape() {}

  /** All of a trace; spans whose parent is not among them stand beside each other. */
  static String of(List<ReceivedSpan> trace) {
    return texts(trace, trace.stream().filter(span -> !hasParent(span, trace)).toList());
  }

  private static boolean hasParent(ReceivedSpan span, List<ReceivedSpan> trace) {
    return trace.stream().anyMatch(span::isChildOf);
  }

  private static String texts(List<ReceivedSpan> trace, List<ReceivedSpan> siblings) {
    return siblings.stream()
        .map(span -> text(trace, span))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String text(List<ReceivedSpan> trace, ReceivedSpan span) {
    String kind = span.kind().name().substring("SPAN_KIND_".length());
    String own = span.service() + " " + kind + (span.failed() ? " failed" : "");
    String children = texts(trace, trace.stream().filter(s -> s.isChildOf(span)).toList());
    return children.isEmpty() ? own : own + "[" + children + "]";
  }
}
