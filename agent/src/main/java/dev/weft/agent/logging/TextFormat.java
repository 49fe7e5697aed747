package dev.weft.agent.logging;

import java.io.PrintWriter;
import java.io.StringWriter;

/** {@code weft 2026-11-21T12:00:00.123Z WARN OtlpSender: collector unreachable}. */
final class TextFormat implements LineFormat {

  @Override
  public String format(LogLine line, long epochMillis, boolean stackTraces) {
    StringBuilder text = new StringBuilder(160).append("weft ");
    Timestamp.append(text, epochMillis);
    text.append(' ').append(line.level);
    text.append(line.level.toString().length() == 4 ? "  " : " ");
    text.append(line.shortLogger()).append(": ");
    appendOnOneLine(text, line.message);
    Throwable error = line.error;
    if (error != null) {
      text.append(": ");
      appendOnOneLine(text, Errors.describe(error));
      if (stackTraces) {
        appendStack(text, error);
      }
    }
    return text.toString();
  }

  /** A message may hold text from outside, which must not be able to fake a line of its own. */
  private static void appendOnOneLine(StringBuilder text, String message) {
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      if (c == '\n') {
        text.append("\\n");
      } else {
        text.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
  }

  private static void appendStack(StringBuilder text, Throwable error) {
    StringWriter stack = new StringWriter();
    try {
      error.printStackTrace(new PrintWriter(stack));
    } catch (Throwable broken) {
      // An exception of the application's may fail to print itself; the line above names it.
      stack.append("(no stack trace: ").append(broken.getClass().getName()).append(')');
    }
    text.append('\n').append(stack.toString().trim());
  }
}
