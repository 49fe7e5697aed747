package dev.weft.sampler.recording;

import java.util.ArrayList;
import java.util.List;

/** Cuts values of attributes: OpenTelemetry's attribute value length limit. */
final class ValueLimit {

  private ValueLimit() {}

  /** The value itself if it is short enough, or no text. */
  static Object apply(Object value, int characters) {
    if (value instanceof String) {
      return cut((String) value, characters);
    }
    // Before it is asked for an interface, which for a class that has not got it is a slow search.
    if (value instanceof Number || value instanceof Boolean) {
      return value;
    }
    return value instanceof List && isLong((List<?>) value, characters)
        ? cut((List<?>) value, characters)
        : value;
  }

  private static boolean isLong(List<?> values, int characters) {
    for (Object value : values) {
      if (value instanceof String && ((String) value).length() > characters) {
        return true;
      }
    }
    return false;
  }

  private static List<Object> cut(List<?> values, int characters) {
    List<Object> all = new ArrayList<>(values.size());
    for (Object value : values) {
      all.add(value instanceof String ? cut((String) value, characters) : value);
    }
    return all;
  }

  private static String cut(String text, int characters) {
    return text.length() <= characters ? text : text.substring(0, characters);
  }
}
