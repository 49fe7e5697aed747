package dev.weft.propagation;

import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A trace state that keeps its members as the text they came in, {@code k1=v1,k2=v2}, because
 * nearly always nobody looks into it and it is sent on as it is. Unlike OpenTelemetry's it holds
 * what level 2 allows.
 */
final class RawTraceState implements TraceState {

  /** Characters that are sent on; the specification asks for 512 at least. */
  private static final int LONGEST_HEADER = 512;

  /** Members longer than this give way first when a list is cut. */
  private static final int LONG_MEMBER = 128;

  private final String text;

  /** The text as it is sent if that differs; computed when first sent, twice at worst. */
  private @Nullable String cut;

  /** Takes a canonical list: valid members, at least one, each key once, no whitespace around. */
  RawTraceState(String text) {
    this.text = text;
  }

  @Override
  public @Nullable String get(@Nullable String key) {
    if (key == null) {
      return null;
    }
    String prefix = key + "=";
    int start = indexOf(text, text.length(), prefix, 0, prefix.length());
    return start < 0 ? null : text.substring(start + prefix.length(), memberEnd(text, start));
  }

  @Override
  public int size() {
    int size = 1;
    for (int i = text.indexOf(','); i >= 0; i = text.indexOf(',', i + 1)) {
      size++;
    }
    return size;
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public void forEach(BiConsumer<String, String> consumer) {
    for (int start = 0; start < text.length(); ) {
      int equals = text.indexOf('=', start);
      int end = memberEnd(text, start);
      consumer.accept(text.substring(start, equals), text.substring(equals + 1, end));
      start = end + 1;
    }
  }

  @Override
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    forEach(map::put);
    return Collections.unmodifiableMap(map);
  }

  @Override
  public TraceStateBuilder toBuilder() {
    return new RawTraceStateBuilder(this);
  }

  /** Returns the list as it may be sent on: at most 512 characters; empty if none fits. */
  String header() {
    if (text.length() <= LONGEST_HEADER) {
      return text;
    }
    String header = cut;
    if (header == null) {
      cut = header = cut(text);
    }
    return header;
  }

  /**
   * Removes whole members until the rest fits: first the long ones, then any, from the right. No
   * other way of cutting is allowed (Trace Context Level 2, section 3.3.1.5).
   */
  private static String cut(String list) {
    return cut(cut(list, LONG_MEMBER), 0);
  }

  private static String cut(String list, int longerThan) {
    StringBuilder rest = new StringBuilder(list);
    int end = rest.length();
    while (rest.length() > LONGEST_HEADER && end > 0) {
      int start = rest.lastIndexOf(",", end - 1) + 1;
      if (end - start > longerThan) {
        // With its comma, which stands before all members but the left-most.
        rest.delete(Math.max(start - 1, 0), start == 0 ? Math.min(end + 1, rest.length()) : end);
      }
      end = start - 1;
    }
    return rest.toString();
  }

  /** Returns where the member begins whose key and "=" stand between two positions of a text. */
  static int indexOf(CharSequence list, int listEnd, String key, int keyStart, int keyEnd) {
    int length = keyEnd - keyStart;
    int start = 0;
    while (start + length <= listEnd) {
      int i = 0;
      while (i < length && list.charAt(start + i) == key.charAt(keyStart + i)) {
        i++;
      }
      if (i == length) {
        return start;
      }
      start = memberEnd(list, listEnd, start) + 1;
    }
    return -1;
  }

  static int memberEnd(String list, int start) {
    int comma = list.indexOf(',', start);
    return comma < 0 ? list.length() : comma;
  }

  private static int memberEnd(CharSequence list, int listEnd, int start) {
    int i = start;
    while (i < listEnd && list.charAt(i) != ',') {
      i++;
    }
    return i;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RawTraceState && ((RawTraceState) other).text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
