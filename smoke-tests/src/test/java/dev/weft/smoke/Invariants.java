package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an application looks like from outside is the same with and without the agent: answers,
 * output, files, exit code. On standard error there is one line more.
 */
final class Invariants {
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ][\\d:.,]+([+-]\\d\\d:?\\d\\d|Z)?");
  private static final Pattern UUID_OR_HASH =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(-\\d+)?|@[0-9a-f]{5,8}\\b");
  private static final Pattern NUMBER = Pattern.compile("\\d+([.,]\\d+)*");

  /**
   * What Tomcat says where the machine is slow; and where any agent is, on JDK 8, as the JVM puts
   * its jar on the class path and Tomcat looks into that. Stack traces of WildFly and Jetty differ
   * by whether a thread of the pool was new or had waited for the task. The task that brings a
   * context to another thread is seen in the stack traces of what it does there.
   */
  private static final Pattern OF_OTHER_CAUSE =
      Pattern.compile(
          "Creation of SecureRandom instance|At least one JAR was scanned for TLDs"
              + "|EnhancedQueueExecutor\\.runThreadBody"
              + "|^\\s+at org\\.eclipse\\.jetty\\.(io|util\\.thread)\\."
              + "|^\\s+at dev\\.weft\\.tracing\\.ContextTask\\.run\\(");

  private static final Pattern OWN_OPTION =
      Pattern.compile("[\"']?-(javaagent:|Dotel\\.)[^\\s,\\]]*[,\"']?\\s?");

  private Invariants() {}

  static void assertSame(Outcome plain, Outcome traced) {
    assertThat(withoutTimes(traced.answers())).isEqualTo(withoutTimes(plain.answers()));
    assertThat(traced.result().exitCode()).as("exit code").isEqualTo(plain.result().exitCode());
    assertThat(more(plain.result().out(), traced.result().out()))
        .as("more on standard output with the agent")
        .isEmpty();
    assertThat(more(traced.result().out(), plain.result().out()))
        .as("missing on standard output with the agent")
        .isEmpty();
    assertThat(more(plain.result().err(), traced.result().err()))
        .as("more on standard error with the agent")
        .singleElement()
        .asString()
        .startsWith("weft ")
        .contains("spans go to");
    assertThat(more(traced.result().err(), plain.result().err()))
        .as("missing on standard error with the agent")
        .isEmpty();
    assertThat(comparable(traced.files())).as("files").isEqualTo(comparable(plain.files()));
  }

  /**
   * Threads may print in any order and times differ. A line that names our options is compared
   * without them; where nothing else is in it, it is one more for good reason.
   */
  private static Set<String> more(List<String> than, List<String> lines) {
    Set<String> more = comparable(lines);
    more.removeAll(comparable(than));
    more.removeIf(line -> line.endsWith("argument: ") || OF_OTHER_CAUSE.matcher(line).find());
    return more;
  }

  private static Set<String> comparable(List<String> lines) {
    Set<String> comparable = new TreeSet<>();
    for (String line : lines) {
      String anonymous =
          UUID_OR_HASH.matcher(OWN_OPTION.matcher(line).replaceAll("")).replaceAll("#");
      comparable.add(NUMBER.matcher(anonymous).replaceAll("#"));
    }
    return comparable;
  }

  private static List<String> withoutTimes(List<String> answers) {
    List<String> without = new ArrayList<>();
    for (String answer : answers) {
      without.add(UUID_OR_HASH.matcher(TIME.matcher(answer).replaceAll("#")).replaceAll("#"));
    }
    return without;
  }
}
