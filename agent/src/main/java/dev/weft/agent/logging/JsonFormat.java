package dev.weft.agent.logging;

/** One JSON object per line, for log collectors. */
final class JsonFormat implements LineFormat {
  private static final String HEX = "0123456789abcdef";

  @Override
  public String format(LogLine line, long epochMillis, boolean stackTraces) {
    StringBuilder json = new StringBuilder(200).append("{\"timestamp\":\"");
    Timestamp.append(json, epochMillis);
    json.append("\",\"level\":\"").append(line.level).append('"');
    member(json, "logger", line.logger);
    member(json, "message", line.message);
    Throwable error = line.error;
    if (error != null) {
      member(json, "exception", Errors.describe(error));
    }
    return json.append('}').toString();
  }

  private static void member(StringBuilder json, String name, String value) {
    json.append(",\"").append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        json.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
