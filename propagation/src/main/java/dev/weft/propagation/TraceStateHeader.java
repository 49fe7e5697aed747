package dev.weft.propagation;

import io.opentelemetry.api.trace.TraceState;
import java.util.Iterator;

/** {@code tracestate} as header text: read from one or several header lines, written as one. */
final class TraceStateHeader {

  /** What 32 members of full size come to. A longer list is not looked at. */
  private static final int LONGEST_READ = TraceStateGrammar.MOST_MEMBERS * (256 + 1 + 256 + 1);

  private final String text;
  private final StringBuilder kept;
  private int members;

  private TraceStateHeader(String text) {
    this.text = text;
    this.kept = new StringBuilder(text.length());
  }

  /**
   * Reads the header lines as one list. One bad member, or a 33rd, costs the whole list, as the
   * specification's test suite has it; empty members and repeated keys do not, of the latter the
   * left-most counts.
   */
  static TraceState parse(Iterator<String> lines) {
    return parse(joined(lines));
  }

  static TraceState parse(String list) {
    if (list.isEmpty() || list.length() > LONGEST_READ) {
      return TraceState.getDefault();
    }
    if (isCanonical(list)) {
      return new RawTraceState(list);
    }
    TraceStateHeader header = new TraceStateHeader(list);
    return header.readAll() && header.kept.length() > 0
        ? new RawTraceState(header.kept.toString())
        : TraceState.getDefault();
  }

  /**
   * Returns what may be sent on: at most 32 members and 512 characters; empty if that is nothing.
   */
  static String of(TraceState state) {
    if (state instanceof RawTraceState) {
      return ((RawTraceState) state).header();
    }
    StringBuilder list = new StringBuilder(64);
    state.forEach(
        (key, value) ->
            list.append(list.length() == 0 ? "" : ",").append(key).append('=').append(value));
    TraceState checked = parse(list.toString());
    return checked instanceof RawTraceState ? ((RawTraceState) checked).header() : "";
  }

  /** RFC 9110, section 5.3: lines of one name are one list, in order of arrival. */
  private static String joined(Iterator<String> lines) {
    if (!lines.hasNext()) {
      return "";
    }
    String first = lines.next();
    if (!lines.hasNext()) {
      return first == null ? "" : first;
    }
    StringBuilder list = new StringBuilder(128);
    list.append(first == null ? "" : first);
    while (lines.hasNext() && list.length() <= LONGEST_READ) {
      String line = lines.next();
      list.append(',').append(line == null ? "" : line);
    }
    return list.toString();
  }

  /** Whether there is nothing to drop and nothing to rewrite, as is nearly always so. */
  private static boolean isCanonical(String list) {
    int members = 0;
    for (int start = 0; start <= list.length(); ) {
      int end = RawTraceState.memberEnd(list, start);
      int equals = list.indexOf('=', start);
      if (!isMember(list, start, equals, end)
          || ++members > TraceStateGrammar.MOST_MEMBERS
          || RawTraceState.indexOf(list, start - 1, list, start, equals + 1) >= 0) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  private static boolean isMember(String text, int start, int equals, int end) {
    return equals >= 0
        && equals < end
        && TraceStateGrammar.isKey(text, start, equals)
        && TraceStateGrammar.isValue(text, equals + 1, end);
  }

  private boolean readAll() {
    int start = 0;
    while (start <= text.length()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      int trimmedStart = Math.min(OptionalWhitespace.skip(text, start), end);
      int trimmedEnd = OptionalWhitespace.trimEnd(text, trimmedStart, end);
      if (trimmedStart < trimmedEnd && !read(trimmedStart, trimmedEnd)) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  private boolean read(int start, int end) {
    int equals = text.indexOf('=', start);
    if (!isMember(text, start, equals, end) || ++members > TraceStateGrammar.MOST_MEMBERS) {
      return false;
    }
    // A list has 32 members at most, so looking through them is bounded.
    if (RawTraceState.indexOf(kept, kept.length(), text, start, equals + 1) < 0) {
      kept.append(kept.length() == 0 ? "" : ",").append(text, start, end);
    }
    return true;
  }
}
