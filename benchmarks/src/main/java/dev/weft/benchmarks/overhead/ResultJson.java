package dev.weft.benchmarks.overhead;

import java.util.List;
import java.util.Map;

/** Results as JSON: each value of each trial. */
final class ResultJson {
  private final StringBuilder json = new StringBuilder();

  private ResultJson() {}

  /**
   * Writes them.
   *
   * @param conditions name and value of what they were measured under
   */
  static String of(Map<String, String> conditions, Results results) {
    ResultJson json = new ResultJson();
    json.write(conditions, results);
    return json.json.toString();
  }

  private void write(Map<String, String> conditions, Results results) {
    json.append("{\n");
    conditions.forEach(
        (name, value) -> {
          string(name).append(": ");
          string(value).append(",\n");
        });
    string("failures").append(": [");
    strings(results.failures());
    json.append("],\n");
    string("runs").append(": [");
    String separator = "\n";
    for (Results.Run run : results.runs()) {
      json.append(separator);
      write(run);
      separator = ",\n";
    }
    json.append("\n]\n}\n");
  }

  private void write(Results.Run run) {
    json.append('{');
    string("app").append(": ");
    string(run.subject().app().word()).append(", ");
    string("jdk").append(": ");
    string(run.subject().jdk().version()).append(", ");
    string("agent").append(": ");
    string(run.subject().contestant().word()).append(", ");
    string("round").append(": ").append(run.round() + 1);
    run.values()
        .forEach(
            (measure, value) -> {
              json.append(", ");
              string(measure.name().toLowerCase(java.util.Locale.ROOT)).append(": ").append(value);
            });
    json.append('}');
  }

  private void strings(List<String> values) {
    String separator = "";
    for (String value : values) {
      json.append(separator);
      string(value);
      separator = ", ";
    }
  }

  private StringBuilder string(String value) {
    json.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"');
  }
}
