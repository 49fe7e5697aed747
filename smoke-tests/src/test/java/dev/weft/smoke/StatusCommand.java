package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code java -jar weft-agent.jar status}, and what it says. */
final class StatusCommand {
  private StatusCommand() {}

  static JavaProcess.Result run(Jdk jdk, String... arguments) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of("-jar", Weft.JAR.toString(), "status"));
    all.addAll(List.of(arguments));
    return JavaProcess.run(Weft.plainJava(jdk, all.toArray(String[]::new)));
  }

  /** What the agent in a running JVM says of itself. */
  static String json(Jdk jdk, long pid) throws InterruptedException {
    JavaProcess.Result result = run(jdk, Long.toString(pid), "--json");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).hasSize(1);
    return result.out().get(0);
  }

  /** The number of that name. */
  static long number(String json, String name) {
    Matcher number = Pattern.compile("\"" + Pattern.quote(name) + "\":(\\d+)").matcher(json);
    assertThat(number.find()).as("%s in %s", name, json).isTrue();
    return Long.parseLong(number.group(1));
  }
}
