package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the agent says at the end of a process about its spans, dropped ones by reason. */
record SpanAccount(long ended, long exported, Map<String, Long> dropped) {
  /** Makes the agent say it whether spans were lost or not. */
  static final String OPTION = "-Dweft.log.level=debug";

  private static final Pattern LINE = Pattern.compile("spans ended (\\d+), exported (\\d+)(.*)");
  private static final Pattern DROPPED = Pattern.compile("dropped (\\d+) \\(([^)]*)\\)");

  /** Reads the account from the lines that a process wrote to standard error. */
  static SpanAccount of(List<String> lines) {
    List<Matcher> found = lines.stream().map(LINE::matcher).filter(Matcher::find).toList();
    assertThat(found).as("the agent's account in %s", lines).hasSize(1);
    Matcher line = found.get(0);
    Map<String, Long> dropped = new TreeMap<>();
    Matcher drop = DROPPED.matcher(line.group(3));
    while (drop.find()) {
      dropped.put(drop.group(2), Long.valueOf(drop.group(1)));
    }
    return new SpanAccount(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)), dropped);
  }

  long lost() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }
}
