package dev.weft.propagation;

import io.opentelemetry.api.trace.TraceState;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** {@code tracestate} as header text: read from one or several header lines, written as one. */
final class TraceStateHeader {

  /** What 32 members of full size come to. A longer list is not looked at. */
  private static final int LONGEST_READ = TraceStateGrammar.MOST_MEMBERS * (256 + 1 + 256 + 1);

  private final String text;
  private int members;

  /** How much of the text, from its beginning, is a canonical list of all members so far. */
  private int canonicalEnd;

  /** The members so far if the text's beginning is not canonical, else null. */
  private @Nullable StringBuilder rewritten;

  private TraceStateHeader(String text) {
    this.text = text;
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
    TraceStateHeader header = new TraceStateHeader(list);
    return header.readAll() ? header.state() : TraceState.getDefault();
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
    if (equals < 0
        || equals >= end
        || !TraceStateGrammar.isKey(text, start, equals)
        || !TraceStateGrammar.isValue(text, equals + 1, end)
        || ++members > TraceStateGrammar.MOST_MEMBERS) {
      return false;
    }
    if (!isRepeated(start, equals + 1)) {
      add(start, end);
    }
    return true;
  }

  /** A list has 32 members at most, so looking through them is bounded. */
  private boolean isRepeated(int start, int end) {
    if (rewritten != null) {
      return RawTraceState.indexOf(rewritten, rewritten.length(), text, start, end) >= 0;
    }
    return RawTraceState.indexOf(text, canonicalEnd, text, start, end) >= 0;
  }

  private void add(int start, int end) {
    int expected = canonicalEnd == 0 ? 0 : canonicalEnd + 1;
    if (rewritten == null && start == expected) {
      canonicalEnd = end;
      return;
    }
    if (rewritten == null) {
      rewritten = new StringBuilder(text.length()).append(text, 0, canonicalEnd);
    }
    if (rewritten.length() > 0) {
      rewritten.append(',');
    }
    rewritten.append(text, start, end);
  }

  private TraceState state() {
    if (rewritten != null) {
      return new RawTraceState(rewritten.toString());
    }
    // substring() returns the text itself if it is canonical to its end.
    return canonicalEnd == 0
        ? TraceState.getDefault()
        : new RawTraceState(text.substring(0, canonicalEnd));
  }
}
