package dev.weft.benchmarks.delivery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the agent says of its spans when a process ends. */
record SpanLine(long ended, long exported, long dropped) {
  private static final Pattern TOTALS = Pattern.compile("spans ended (\\d+), exported (\\d+)");
  private static final Pattern DROPPED = Pattern.compile("dropped (\\d+) \\(");

  static SpanLine parse(String line) {
    Matcher totals = TOTALS.matcher(line);
    if (!totals.find()) {
      return new SpanLine(-1, 0, 0);
    }
    long dropped = 0;
    Matcher reason = DROPPED.matcher(line);
    while (reason.find()) {
      dropped += Long.parseLong(reason.group(1));
    }
    return new SpanLine(Long.parseLong(totals.group(1)), Long.parseLong(totals.group(2)), dropped);
  }
}
