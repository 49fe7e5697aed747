package dev.weft.agent.logging;

/** Turns what is to be logged into text that holds no line break but those of stack traces. */
interface LineFormat {

  /**
   * Formats.
   *
   * @param epochMillis when it is logged
   * @param stackTraces whether the throwable's stack is wanted
   */
  String format(LogLine line, long epochMillis, boolean stackTraces);
}
