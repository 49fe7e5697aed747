package dev.weft.smoke;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the packaged agent sends on beyond what {@link TraceContextIT} asks: decisions not to
 * sample, what is too long or means harm, baggage, and the other formats.
 */
@Tag("propagation")
class PropagationIT {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static final String SAMPLED = "traceparent: 00-" + TRACE + "-" + PARENT + "-01";
  private static final String B3_TRACE = "463ac35c9f6413ad48485a3953bb6124";
  private static final String B3_PARENT = "a2fb4a1d1a96d312";
  private static final String CLIENT = "apache-5";

  @ParameterizedTest
  @ValueSource(strings = {"tomcat-10", "jetty-12"})
  void sendsTheIdsOfTheSpansThatItExports(String server) throws Exception {
    try (Forwarder forwarder = Forwarder.start(server)) {
      List<SentContext> sent =
          forwarder.forward(CLIENT, 2, SAMPLED).stream().map(SentContext::of).toList();

      List<ReceivedSpan> spans = forwarder.collector().await(3, span -> true);
      assertThat(spans).extracting(ReceivedSpan::traceId).containsOnly(TRACE);
      ReceivedSpan request = ofKind(spans, SPAN_KIND_SERVER).get(0);
      assertThat(request.parentSpanId()).isEqualTo(PARENT);
      List<ReceivedSpan> calls = ofKind(spans, SPAN_KIND_CLIENT);
      assertThat(calls).allMatch(call -> call.isChildOf(request));
      assertThat(calls)
          .extracting(ReceivedSpan::spanId)
          .containsExactlyElementsOf(sent.stream().map(SentContext::parentId).toList());
    }
  }

  private static List<ReceivedSpan> ofKind(List<ReceivedSpan> spans, Span.SpanKind kind) {
    return spans.stream().filter(span -> span.kind() == kind).toList();
  }

  @Test
  void sendsTheDecisionNotToSampleOn() throws Exception {
    try (Forwarder forwarder = Forwarder.start("tomcat-10")) {
      for (String flags : List.of("00", "02")) {
        String line = "traceparent: 00-" + TRACE + "-" + PARENT + "-" + flags;
        SentContext sent =
            SentContext.of(forwarder.forward(CLIENT, line, "tracestate: a=1", "baggage: b=2"));
        assertThat(sent.traceId()).isEqualTo(TRACE);
        assertThat(sent.parentId()).isNotEqualTo(PARENT);
        assertThat(sent.flags()).isEqualTo(flags);
        assertThat(sent.members()).containsExactly("a=1");
      }
      forwarder.forward(CLIENT, SAMPLED);
      assertThat(forwarder.collector().await(2, span -> true)).hasSize(2);
    }
  }

  @Test
  void sendsADecisionNotToSampleOfItsOwn() throws Exception {
    try (Forwarder forwarder =
        Forwarder.start("tomcat-10", "-Dotel.traces.sampler=parentbased_always_off")) {
      List<SentContext> own = forwarder.forward(CLIENT, 3).stream().map(SentContext::of).toList();
      assertThat(own).extracting(SentContext::flags).containsOnly("02");
      assertThat(own).extracting(SentContext::traceId).containsOnly(own.get(0).traceId());
      assertThat(own).extracting(SentContext::parentId).doesNotHaveDuplicates();

      assertThat(SentContext.of(forwarder.forward(CLIENT, SAMPLED)).flags()).isEqualTo("01");
      assertThat(forwarder.collector().await(2, span -> true))
          .extracting(ReceivedSpan::traceId)
          .containsOnly(TRACE);
    }
  }

  @Test
  void sendsOnlyWhatItUnderstandsAndNothingThatIsMalformed() throws Exception {
    try (Forwarder tomcat = Forwarder.start("tomcat-10");
        Forwarder jetty = Forwarder.start("jetty-12")) {
      for (Forwarder forwarder : List.of(tomcat, jetty)) {
        assertFlagsThatAreKnown(forwarder);
        assertVersionsToCome(forwarder);
        assertStatesThatAreLong(forwarder);
        assertHarmless(forwarder);
        assertBaggage(forwarder);
      }
    }
  }

  private static void assertFlagsThatAreKnown(Forwarder forwarder) throws Exception {
    for (String[] flags : new String[][] {{"ff", "03"}, {"fe", "02"}, {"05", "01"}, {"04", "00"}}) {
      String line = "traceparent: 00-" + TRACE + "-" + PARENT + "-" + flags[0];
      SentContext sent = SentContext.of(forwarder.forward(CLIENT, line));
      assertThat(sent.traceId()).isEqualTo(TRACE);
      assertThat(sent.flags()).isEqualTo(flags[1]);
    }
  }

  private static void assertVersionsToCome(Forwarder forwarder) throws Exception {
    for (String line : List.of("01-%s-01", "fe-%s-01-and-more", "01-%s-ff-", "2b-%s-01-x")) {
      SentContext sent =
          SentContext.of(
              forwarder.forward(
                  CLIENT,
                  "traceparent: " + line.replace("%s", TRACE + "-" + PARENT),
                  "tracestate: a=1"));
      assertThat(sent.traceId()).isEqualTo(TRACE);
      assertThat(sent.members()).containsExactly("a=1");
    }
    String two = SAMPLED + ",00-" + TRACE + "-" + PARENT + "-01";
    for (String line : List.of(two, SAMPLED + ",", SAMPLED.toUpperCase(Locale.ROOT))) {
      SentContext sent = SentContext.of(forwarder.forward(CLIENT, line, "tracestate: a=1"));
      assertThat(sent.traceId()).isNotEqualTo(TRACE);
      assertThat(sent.members()).isEmpty();
    }
  }

  private static void assertStatesThatAreLong(Forwarder forwarder) throws Exception {
    String a = "a=" + "1".repeat(126);
    String b = "b=" + "2".repeat(126);
    String c = "c=" + "3".repeat(126);
    String d = "d=" + "4".repeat(123);
    // 512 characters with their commas.
    assertThat(members(forwarder, a + "," + b + "," + c + "," + d)).containsExactly(a, b, c, d);
    // One more: cut from the right. A member longer than 128 goes before.
    assertThat(members(forwarder, a + "," + b + "," + c + "," + d + "4")).containsExactly(a, b, c);
    assertThat(members(forwarder, a + "1," + b + "," + c + "," + d)).containsExactly(b, c, d);
    // Blanks before a value are its own.
    assertThat(members(forwarder, "a=  1 ,b= 2")).containsExactly("a=  1", "b= 2");
  }

  private static List<String> members(Forwarder forwarder, String state) throws Exception {
    SentContext sent = SentContext.of(forwarder.forward(CLIENT, SAMPLED, "tracestate: " + state));
    assertThat(sent.traceId()).isEqualTo(TRACE);
    return sent.members();
  }

  private static void assertHarmless(Forwarder forwarder) throws Exception {
    int much = 1 << 16;
    for (String state :
        List.of(
            ",".repeat(much),
            "a=1,".repeat(much / 4),
            "a".repeat(much),
            "=".repeat(much),
            "a=" + "1".repeat(much),
            "a=1" + " \t".repeat(much / 2) + "1")) {
      SentContext sent =
          SentContext.of(
              forwarder.forward(CLIENT, SAMPLED, "tracestate: " + state, "baggage: " + state));
      assertThat(sent.traceId()).isEqualTo(TRACE);
      assertThat(String.join(",", sent.members()).length()).isLessThanOrEqualTo(512);
    }
    for (String parent :
        List.of("0".repeat(much), "cc-" + "-".repeat(much), "00" + "-0".repeat(9))) {
      assertThat(SentContext.of(forwarder.forward(CLIENT, "traceparent: " + parent)).traceId())
          .doesNotMatch("0+");
    }
  }

  private static void assertBaggage(Forwarder forwarder) throws Exception {
    Headers sent =
        forwarder.forward(CLIENT, SAMPLED, "baggage: a=1;p=x , b=%20%2C", "Baggage: c=3==");
    assertThat(sent.get("Baggage")).hasSize(1);
    assertThat(sent.getFirst("Baggage").split(",")).contains("a=1;p=x", "b=%20%2C").hasSize(3);
    // It does not depend on a trace.
    assertThat(forwarder.forward(CLIENT, "baggage: a=1").get("Baggage")).containsExactly("a=1");
  }

  @Test
  void sendsAndReadsNothingWithoutPropagators() throws Exception {
    try (Forwarder forwarder = Forwarder.start("tomcat-10", "-Dotel.propagators=none")) {
      Headers sent = forwarder.forward(CLIENT, SAMPLED, "baggage: a=1", b3(B3_TRACE));
      assertThat(sent).doesNotContainKeys("Traceparent", "Tracestate", "Baggage", "B3");
      assertThat(forwarder.collector().await(2, span -> true))
          .extracting(ReceivedSpan::traceId)
          .doesNotContain(TRACE, B3_TRACE);
    }
  }

  private static String b3(String trace) {
    return "b3: " + trace + "-" + B3_PARENT + "-1";
  }

  private static String[] b3multi(String sampled) {
    return new String[] {
      "X-B3-TraceId: " + B3_TRACE, "X-B3-SpanId: " + B3_PARENT, "X-B3-Sampled: " + sampled
    };
  }

  @Test
  void speaksB3InOneHeader() throws Exception {
    try (Forwarder forwarder = Forwarder.start("tomcat-10", "-Dotel.propagators=b3")) {
      assertThat(forwarder.forward(CLIENT, b3(B3_TRACE)).get("B3"))
          .singleElement()
          .asString()
          .matches(B3_TRACE + "-[0-9a-f]{16}-1")
          .doesNotContain(B3_PARENT);
      assertThat(forwarder.forward(CLIENT, b3multi("0")).get("B3"))
          .singleElement()
          .asString()
          .matches(B3_TRACE + "-[0-9a-f]{16}-0");
      Headers sent = forwarder.forward(CLIENT, b3("48485a3953bb6124"), SAMPLED);
      assertThat(sent.getFirst("B3")).startsWith("000000000000000048485a3953bb6124-");
      assertThat(sent).doesNotContainKeys("Traceparent", "X-b3-traceid");
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "0, 0", "true, 1", "false, 0"})
  void speaksB3InSeveralHeaders(String sampled, String sentOn) throws Exception {
    try (Forwarder forwarder = Forwarder.start("tomcat-10", "-Dotel.propagators=b3multi")) {
      Headers sent = forwarder.forward(CLIENT, b3multi(sampled));
      assertThat(sent.get("X-b3-traceid")).containsExactly(B3_TRACE);
      assertThat(sent.get("X-b3-spanid")).hasSize(1).doesNotContain(B3_PARENT);
      assertThat(sent.get("X-b3-sampled")).containsExactly(sentOn);
      assertThat(sent).doesNotContainKeys("B3", "Traceparent", "X-b3-parentspanid");
    }
  }

  @Test
  void speaksJaeger() throws Exception {
    try (Forwarder forwarder = Forwarder.start("tomcat-10", "-Dotel.propagators=jaeger")) {
      String ids = B3_TRACE + ":" + B3_PARENT;
      for (String flags : List.of("0", "1")) {
        assertThat(forwarder.forward(CLIENT, "uber-trace-id: " + ids + ":0:" + flags))
            .doesNotContainKey("Traceparent")
            .extractingByKey("Uber-trace-id")
            .asString()
            .matches("\\[" + B3_TRACE + ":[0-9a-f]{16}:0:" + flags + "]")
            .doesNotContain(B3_PARENT);
      }
    }
  }

  @Test
  void speaksAllThatItIsToldAndBelievesTraceContextFirst() throws Exception {
    try (Forwarder forwarder =
        Forwarder.start("tomcat-10", "-Dotel.propagators=tracecontext,baggage,b3")) {
      Headers sent = forwarder.forward(CLIENT, b3(B3_TRACE), SAMPLED, "baggage: a=1");
      SentContext context = SentContext.of(sent);
      assertThat(context.traceId()).isEqualTo(TRACE);
      assertThat(sent.get("B3")).containsExactly(TRACE + "-" + context.parentId() + "-1");
      assertThat(sent.get("Baggage")).containsExactly("a=1");

      Headers fromB3 = forwarder.forward(CLIENT, b3(B3_TRACE));
      assertThat(SentContext.of(fromB3).traceId()).isEqualTo(B3_TRACE);
      assertThat(fromB3.getFirst("B3")).startsWith(B3_TRACE);
    }
  }
}
