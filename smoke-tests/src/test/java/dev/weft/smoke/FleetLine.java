package dev.weft.smoke;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a service of the fleet logs of an order that reaches it: the ids that the agent gives to its
 * logging, and the headers that came with the order.
 */
record FleetLine(
    String traceId,
    String spanId,
    String flags,
    String order,
    String traceparent,
    String tracestate) {
  private static final Pattern LINE =
      Pattern.compile(
          "INFO trace=(\\w*) span=(\\w*) flags=(\\w*) (?:order|taken)=(\\S+)"
              + " traceparent=(\\S+) tracestate=(\\S+)");

  /** Those of a service's lines that tell of an order. */
  static List<FleetLine> in(List<String> out) {
    return out.stream().map(LINE::matcher).filter(Matcher::matches).map(FleetLine::of).toList();
  }

  private static FleetLine of(Matcher line) {
    return new FleetLine(
        line.group(1), line.group(2), line.group(3), line.group(4), line.group(5), line.group(6));
  }
}
