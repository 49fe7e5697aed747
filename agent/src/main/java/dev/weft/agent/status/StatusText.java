package dev.weft.agent.status;

import java.util.List;
import java.util.Map;

/** A picture as lines for a terminal: a section each, its values indented. */
public final class StatusText {
  private static final int NAME_WIDTH = 26;

  private StatusText() {}

  /** Writes sections. */
  public static String of(Map<String, ?> sections) {
    StringBuilder text = new StringBuilder(2048);
    for (Map.Entry<String, ?> section : sections.entrySet()) {
      text.append(section.getKey()).append('\n');
      appendValues(text, (Map<?, ?>) section.getValue(), "  ");
    }
    return text.toString();
  }

  private static void appendValues(StringBuilder text, Map<?, ?> values, String indent) {
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      Object value = entry.getValue();
      if (isEmpty(value)) {
        continue;
      }
      appendName(text, indent + entry.getKey());
      if (value instanceof Map) {
        text.append('\n');
        appendValues(text, (Map<?, ?>) value, indent + "  ");
      } else if (value instanceof List) {
        text.append("  ").append(joined((List<?>) value)).append('\n');
      } else {
        text.append("  ").append(shown(value)).append('\n');
      }
    }
  }

  private static boolean isEmpty(Object value) {
    return value instanceof Map && ((Map<?, ?>) value).isEmpty()
        || value instanceof List && ((List<?>) value).isEmpty();
  }

  private static void appendName(StringBuilder text, String name) {
    text.append(name);
    for (int i = name.length(); i < NAME_WIDTH; i++) {
      text.append(' ');
    }
  }

  private static String joined(List<?> values) {
    StringBuilder line = new StringBuilder();
    for (Object value : values) {
      line.append(line.length() == 0 ? "" : "; ").append(printable(String.valueOf(value)));
    }
    return line.toString();
  }

  private static String shown(Object value) {
    return printable(value instanceof Long ? grouped((Long) value) : String.valueOf(value));
  }

  /** Thousands apart: {@code 1,234,567}. */
  static String grouped(long number) {
    StringBuilder digits = new StringBuilder(Long.toString(number));
    int first = number < 0 ? 1 : 0;
    for (int i = digits.length() - 3; i > first; i -= 3) {
      digits.insert(i, ',');
    }
    return digits.toString();
  }

  /** A library's name or a server's answer stays on its line. */
  private static String printable(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      line.append(Character.isISOControl(text.charAt(i)) ? ' ' : text.charAt(i));
    }
    return line.toString();
  }
}
