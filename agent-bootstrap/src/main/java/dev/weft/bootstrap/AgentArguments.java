package dev.weft.bootstrap;

import java.util.LinkedHashMap;
import java.util.Map;

/** What follows the equals sign of {@code -javaagent:weft-agent.jar=key=value;key=value}. */
final class AgentArguments {
  private AgentArguments() {}

  /**
   * The arguments by key; of two with one key the later counts. A piece that is no {@code
   * key=value} is left out and said so, in one line for all and without its text: it may be the
   * rest of a secret.
   */
  static Map<String, String> parse(String arguments) {
    Map<String, String> byKey = new LinkedHashMap<>();
    int ignored = 0;
    int start = 0;
    int length = arguments.length();
    while (start < length) {
      int semicolon = arguments.indexOf(';', start);
      int end = semicolon < 0 ? length : semicolon;
      String piece = arguments.substring(start, end).trim();
      int equals = piece.indexOf('=');
      if (equals > 0) {
        byKey.put(piece.substring(0, equals).trim(), piece.substring(equals + 1).trim());
      } else if (!piece.isEmpty()) {
        ignored++;
      }
      start = end + 1;
    }
    if (ignored > 0) {
      StandardError.line(
          "ignored " + ignored + " of the agent's arguments: expected key=value;key=value");
    }
    return byKey;
  }
}
