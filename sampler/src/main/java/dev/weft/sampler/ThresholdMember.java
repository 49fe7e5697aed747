package dev.weft.sampler;

import io.opentelemetry.api.trace.TraceState;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's member of {@code tracestate}, {@code ot=th:c;rv:…}: sub-keys and values, of which
 * only {@code th} is ever changed (OpenTelemetry specification, "TraceState Handling").
 */
final class ThresholdMember {
  private static final String KEY = "ot";
  private static final String THRESHOLD = "th";
  private static final String RANDOMNESS = "rv";
  private static final int RANDOMNESS_DIGITS = 14;
  private static final int LONGEST_VALUE = 256;
  private static final int MOST_MEMBERS = 32;

  private ThresholdMember() {}

  /** The threshold, or -1 if there is none that is valid. */
  static long threshold(TraceState state) {
    String text = get(state, THRESHOLD);
    return text == null ? -1 : Threshold.parse(text);
  }

  /** The explicit randomness, or -1 if there is none that is valid. */
  static long randomness(TraceState state) {
    String text = get(state, RANDOMNESS);
    return text == null || text.length() != RANDOMNESS_DIGITS
        ? -1
        : Hexadecimal.parse(text, 0, RANDOMNESS_DIGITS);
  }

  /** Publishes a threshold; leaves it out where it would make the member too long. */
  static TraceState set(TraceState state, String threshold) {
    return with(state, threshold);
  }

  /** Takes the threshold away, and the member if nothing else is in it. */
  static TraceState erase(TraceState state) {
    String value = state.get(KEY);
    return value == null || find(value, THRESHOLD) < 0 ? state : with(state, null);
  }

  private static TraceState with(TraceState state, @Nullable String threshold) {
    String before = state.get(KEY);
    String others = before == null ? "" : withoutThreshold(before);
    String after = others;
    if (threshold != null) {
      String own = THRESHOLD + ':' + threshold;
      String all = others.isEmpty() ? own : own + ';' + others;
      after = all.length() > LONGEST_VALUE ? others : all;
    }
    return after.equals(before) ? state : put(state, after);
  }

  /** What is changed goes to the left end, which not every builder does with a key it holds. */
  private static TraceState put(TraceState state, String value) {
    TraceState others = state.toBuilder().remove(KEY).build();
    if (value.isEmpty()) {
      return others;
    }
    if (others.size() >= MOST_MEMBERS) {
      Iterator<String> keys = others.asMap().keySet().iterator();
      String last = keys.next();
      while (keys.hasNext()) {
        last = keys.next();
      }
      others = others.toBuilder().remove(last).build();
    }
    return others.toBuilder().put(KEY, value).build();
  }

  private static String withoutThreshold(String value) {
    StringBuilder others = new StringBuilder(value.length());
    for (int start = 0; start <= value.length(); ) {
      int end = end(value, start);
      if (start < end && !isKey(value, start, end, THRESHOLD)) {
        others.append(others.length() == 0 ? "" : ";").append(value, start, end);
      }
      start = end + 1;
    }
    return others.toString();
  }

  private static @Nullable String get(TraceState state, String key) {
    String value = state.isEmpty() ? null : state.get(KEY);
    int start = value == null ? -1 : find(value, key);
    return start < 0 || value == null
        ? null
        : value.substring(start + key.length() + 1, end(value, start));
  }

  private static int find(String value, String key) {
    for (int start = 0; start < value.length(); ) {
      int end = end(value, start);
      if (isKey(value, start, end, key)) {
        return start;
      }
      start = end + 1;
    }
    return -1;
  }

  private static boolean isKey(String value, int start, int end, String key) {
    return end - start > key.length()
        && value.startsWith(key, start)
        && value.charAt(start + key.length()) == ':';
  }

  private static int end(String value, int start) {
    int semicolon = value.indexOf(';', start);
    return semicolon < 0 ? value.length() : semicolon;
  }
}
