package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Asks of a service without tracing code what W3C's validation suite for Trace Context asks, at
 * level 2 and with everything that is optional: every server with every client.
 */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("forwarders")
@Tag("trace-context")
class TraceContextIT {
  private static final String TRACE = "12345678901234567890123456789012";
  private static final String PARENT = "1234567890123456";
  private static final String IDS = TRACE + "-" + PARENT;
  private static final String SAMPLED = "traceparent: 00-" + IDS + "-01";
  private static final String UNSAMPLED = "traceparent: 00-" + IDS + "-00";

  /** By server. */
  private static final Map<String, Forwarder> RUNNING = new TreeMap<>();

  @Parameter(0)
  private String server;

  @Parameter(1)
  private String client;

  private Forwarder forwarder;

  static Stream<Arguments> forwarders() {
    return Stream.of("tomcat-10", "jetty-12")
        .flatMap(
            server ->
                Stream.of(
                        "java",
                        "java-async",
                        "url-connection",
                        "apache-4",
                        "apache-5",
                        "apache-5-async")
                    .map(client -> Arguments.of(server, client)));
  }

  @BeforeEach
  void start() throws Exception {
    forwarder = RUNNING.get(server);
    if (forwarder == null) {
      forwarder = Forwarder.start(server);
      RUNNING.put(server, forwarder);
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    for (Forwarder running : RUNNING.values()) {
      running.close();
    }
    RUNNING.clear();
  }

  @Test
  void beginsATraceWhereNoneCameIn() throws IOException {
    assertThat(sent().members()).isEmpty();
  }

  @Test
  void continuesATraceWithItsOwnParentId() throws IOException {
    SentContext sent = sent(SAMPLED);
    assertThat(sent.traceId()).isEqualTo(TRACE);
    assertThat(sent.parentId()).isNotEqualTo(PARENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TraceParent", "TrAcEpArEnT", "TRACEPARENT"})
  void readsTheParentWhateverTheCaseOfItsName(String name) throws IOException {
    assertThat(sent(name + ": 00-" + IDS + "-01").traceId()).isEqualTo(TRACE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"trace-parent", "trace.parent"})
  void takesNoOtherHeaderForTheParent(String name) throws IOException {
    assertThat(sent(name + ": 00-" + IDS + "-01").traceId()).isNotEqualTo(TRACE);
  }

  @Test
  void restartsWhenTwoParentsCameIn() throws IOException {
    String other = "12345678901234567890123456789011";
    SentContext sent = sent("traceparent: 00-" + other + "-" + PARENT + "-01", SAMPLED);
    assertThat(sent.traceId()).isNotIn(TRACE, other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // of version 00 that goes on behind its end
        "00-" + IDS + "-01.",
        "00-" + IDS + "-01-what-the-future-will-be-like",
        // versions that are none
        "cc-" + IDS + "-01.what-the-future-will-be-like",
        "ff-" + IDS + "-01",
        ".0-" + IDS + "-01",
        "0.-" + IDS + "-01",
        "000-" + IDS + "-01",
        "0000-" + IDS + "-01",
        "0-" + IDS + "-01",
        // trace ids
        "00-00000000000000000000000000000000-" + PARENT + "-01",
        "00-.2345678901234567890123456789012-" + PARENT + "-01",
        "00-1234567890123456789012345678901.-" + PARENT + "-01",
        "00-123456789012345678901234567890123-" + PARENT + "-01",
        "00-1234567890123456789012345678901-" + PARENT + "-01",
        // parent ids
        "00-" + TRACE + "-0000000000000000-01",
        "00-" + TRACE + "-.234567890123456-01",
        "00-" + TRACE + "-123456789012345.-01",
        "00-" + TRACE + "-12345678901234567-01",
        "00-" + TRACE + "-123456789012345-01",
        // flags
        "00-" + IDS + "-.0",
        "00-" + IDS + "-0.",
        "00-" + IDS + "-001",
        "00-" + IDS + "-1"
      })
  void restartsWhenTheParentIsInvalid(String parent) throws IOException {
    SentContext sent = sent("traceparent: " + parent, "tracestate: foo=1");
    assertThat(sent.traceId()).isNotEqualTo(TRACE).isNotEqualTo("23456789012345678901234567890123");
    assertThat(sent.members()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-what-the-future-will-be-like"})
  void readsWhatItKnowsOfAFutureVersion(String more) throws IOException {
    assertThat(sent("traceparent: cc-" + IDS + "-01" + more).traceId()).isEqualTo(TRACE);
  }

  @ParameterizedTest
  @ValueSource(strings = {" %s", "\t%s", "%s ", "%s\t", "\t %s \t"})
  void acceptsBlanksAroundTheParent(String form) throws IOException {
    assertThat(sent("traceparent:" + form.replace("%s", "00-" + IDS + "-01")).traceId())
        .isEqualTo(TRACE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo=1", "foo=1,bar=2"})
  void dropsAStateWithoutAParent(String state) throws IOException {
    assertThat(sent("tracestate: " + state).members()).isEmpty();
  }

  @Test
  void passesTheStateOn() throws IOException {
    assertStateOf(List.of("foo=1", "bar=2"), "tracestate: foo=1,bar=2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trace-state", "trace.state"})
  void takesNoOtherHeaderForTheState(String name) throws IOException {
    assertStateOf(List.of(), name + ": foo=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TraceState", "TrAcEsTaTe", "TRACESTATE"})
  void readsTheStateWhateverTheCaseOfItsName(String name) throws IOException {
    assertStateOf(List.of("foo=1"), name + ": foo=1");
  }

  @Test
  void acceptsEmptyStates() throws IOException {
    assertStateOf(List.of(), "tracestate:");
    assertStateOf(List.of("foo=1"), "tracestate: foo=1", "tracestate:");
    assertStateOf(List.of("foo=1"), "tracestate:", "tracestate: foo=1");
  }

  @Test
  void putsStatesOfSeveralHeadersTogetherInOrder() throws IOException {
    assertStateOf(
        List.of("foo=1", "bar=2", "rojo=1", "congo=2", "baz=3"),
        "tracestate: foo=1,bar=2",
        "tracestate: rojo=1,congo=2",
        "tracestate: baz=3");
  }

  @Test
  void keepsTheStateWhenAKeyComesTwice() throws IOException {
    for (String second : List.of("foo=1", "foo=2")) {
      assertThat(sent(UNSAMPLED, "tracestate: foo=1," + second).members()).startsWith("foo=1");
      assertThat(sent(UNSAMPLED, "tracestate: foo=1", "tracestate: " + second).members())
          .startsWith("foo=1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@a-z0-9_-*/"})
  void passesEveryCharacterOnThatAStateMayHave(String system) throws IOException {
    String key = characters('a', 'z') + "0123456789_-*/" + system;
    String value = characters(' ', '+') + characters('-', '<') + characters('>', '~');
    assertStateOf(List.of(key + "=" + value), "tracestate: " + key + "=" + value);
  }

  private static String characters(char first, char last) {
    return IntStream.rangeClosed(first, last)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void acceptsBlanksAroundMembersOfTheState() throws IOException {
    List<String> three = List.of("foo=1", "bar=2", "baz=3");
    assertStateOf(three, "tracestate: foo=1 \t , \t bar=2, \t baz=3");
    assertStateOf(three, "tracestate: foo=1\t \t,\t \tbar=2,\t \tbaz=3");
    for (String form : List.of(" foo=1", "\tfoo=1", "foo=1 ", "foo=1\t", "\t foo=1 \t")) {
      assertStateOf(List.of("foo=1"), "tracestate:" + form);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"foo =1", "FOO=1", "foo.bar=1", "@foo=1,bar=2", "foo=bar=baz", "foo=,bar=3"})
  void dropsAnInvalidStateAsAWhole(String state) throws IOException {
    assertStateOf(List.of(), "tracestate: " + state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo@", "foo@@bar", "foo@bar@baz", "0"})
  void givesNoMeaningToAnAtSignOrALeadingDigit(String key) throws IOException {
    assertStateOf(List.of(key + "=1", "bar=2"), "tracestate: " + key + "=1,bar=2");
  }

  @Test
  void passesThirtyTwoMembersOnAndNotOneMore() throws IOException {
    List<String> members = new ArrayList<>();
    for (int i = 1; i <= 32; i++) {
      members.add("bar" + i + "=" + i);
    }
    String[] four = new String[4];
    for (int i = 0; i < 4; i++) {
      four[i] = "tracestate: " + String.join(",", members.subList(8 * i, 8 * i + 8));
    }
    assertStateOf(members, four);
    four[3] += ",bar33=33";
    assertStateOf(List.of(), four);
  }

  @Test
  void passesKeysOfTwoHundredAndFiftySixCharactersOnAndNotOneMore() throws IOException {
    for (String key : List.of("z".repeat(256), "t".repeat(241) + "@" + "v".repeat(14))) {
      assertStateOf(List.of("foo=1", key + "=1"), "tracestate: foo=1", "tracestate: " + key + "=1");
    }
    assertStateOf(List.of(), "tracestate: foo=1", "tracestate: " + "z".repeat(257) + "=1");
  }

  @Test
  void givesEachCallOfATraceAParentIdOfItsOwn() throws IOException {
    List<SentContext> three = three(SAMPLED);
    assertThat(three).extracting(SentContext::traceId).containsOnly(TRACE);
    assertThat(three).extracting(SentContext::parentId).doesNotHaveDuplicates();
  }

  @Test
  void givesEachCallOfANewTraceAParentIdOfItsOwn() throws IOException {
    assertThat(three()).extracting(SentContext::parentId).doesNotHaveDuplicates();
  }

  @Test
  void givesEachCallOfARestartedTraceAParentIdOfItsOwn() throws IOException {
    String zero = "00-00000000000000000000000000000000-" + PARENT + "-01";
    assertThat(three("traceparent: " + zero))
        .extracting(SentContext::parentId)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "01", "02", "03"})
  void passesTheRandomFlagOnAsItCame(String flags) throws IOException {
    SentContext sent = sent("traceparent: 00-" + IDS + "-" + flags);
    assertThat(sent.traceId()).isEqualTo(TRACE);
    assertThat(sent.flags()).isEqualTo(flags);
  }

  private void assertStateOf(List<String> members, String... headerLines) throws IOException {
    String[] lines = new String[headerLines.length + 1];
    lines[0] = UNSAMPLED;
    System.arraycopy(headerLines, 0, lines, 1, headerLines.length);
    SentContext sent = sent(lines);
    assertThat(sent.traceId()).isEqualTo(TRACE);
    assertThat(sent.members()).isEqualTo(members);
  }

  private SentContext sent(String... headerLines) throws IOException {
    return SentContext.of(forwarder.forward(client, headerLines));
  }

  private List<SentContext> three(String... headerLines) throws IOException {
    List<Headers> calls = forwarder.forward(client, 3, headerLines);
    return calls.stream().map(SentContext::of).toList();
  }
}
