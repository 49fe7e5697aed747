package dev.weft.agent.status;

import java.util.List;
import java.util.Map;

/** A picture as JSON, on one line. */
public final class StatusJson {
  private static final String HEX = "0123456789abcdef";

  private StatusJson() {}

  /** Writes sections as an object. */
  public static String of(Map<String, ?> sections) {
    StringBuilder json = new StringBuilder(2048);
    append(json, sections);
    return json.toString();
  }

  private static void append(StringBuilder json, Object value) {
    if (value instanceof Map) {
      appendMap(json, (Map<?, ?>) value);
    } else if (value instanceof List) {
      char separator = '[';
      for (Object element : (List<?>) value) {
        json.append(separator);
        append(json, element);
        separator = ',';
      }
      json.append(separator == '[' ? "[]" : "]");
    } else if (value instanceof Number) {
      json.append(value);
    } else {
      appendText(json, String.valueOf(value));
    }
  }

  private static void appendMap(StringBuilder json, Map<?, ?> map) {
    char separator = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.append(separator);
      appendText(json, String.valueOf(entry.getKey()));
      json.append(':');
      append(json, entry.getValue());
      separator = ',';
    }
    json.append(separator == '{' ? "{}" : "}");
  }

  private static void appendText(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
