package dev.weft.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.TraceState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TraceStateTest {

  private static final String K256 = "k".repeat(256);
  private static final String V256 = "v".repeat(256);

  static Stream<String> legalLists() {
    return Stream.of(
        "foo=1",
        "foo=1,bar=2",
        "foo@=1",
        "a@@b=1",
        "a@b@c=1",
        "0=1",
        "0a-b_c*d/e@f=1",
        K256 + "=1",
        "a=" + "v".repeat(200),
        "foo= 1",
        "foo=  a b",
        "foo=!\"#$%&'()*+-./:;<>?@[\\]^_`{|}~",
        members(32));
  }

  @ParameterizedTest
  @MethodSource("legalLists")
  void sendsLegalListsAsTheyCame(String list) {
    assertThat(TraceStateHeader.of(TraceStateHeader.parse(list))).isEqualTo(list);
  }

  static Stream<String> illegalLists() {
    return Stream.of(
        "",
        ",",
        " , \t,",
        "foo",
        "foo=",
        "foo= ",
        "foo=\t",
        "=1",
        "foo=1,bar",
        "foo=1,=2",
        "foo=1=2",
        "foo =1",
        "foo\t=1",
        "@foo=1,bar=2",
        "-foo=1,bar=2",
        "Foo=1,bar=2",
        "foO=1",
        "a.b=1",
        "f\u00f6o=1",
        "foo=\u00e4",
        "foo=a\tb",
        "foo=a\nb",
        "foo=\u007f",
        "foo=\u0000",
        "foo=1;bar=2,baz",
        "k".repeat(257) + "=1,foo=1",
        "foo=" + "v".repeat(257),
        members(33),
        members(32) + ",,z=1");
  }

  @ParameterizedTest
  @MethodSource("illegalLists")
  void dropsTheWholeListForOneBadMember(String list) {
    assertThat(TraceStateHeader.parse(list).isEmpty()).isTrue();
    assertThat(TraceStateHeader.parse(list)).isSameAs(TraceState.getDefault());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '"',
      value = {
        "\"a=1,,b=2\" > \"a=1,b=2\"",
        "\"a=1,b=2,\" > \"a=1,b=2\"",
        "\",a=1\" > \"a=1\"",
        "\"a=1 , b=2\" > \"a=1,b=2\"",
        "\" a=1\t,\tb=2 \" > \"a=1,b=2\"",
        "\"a=1, ,b=2\" > \"a=1,b=2\"",
        "\"a= 1 ,b=2\" > \"a= 1,b=2\"",
        "\"a=1,a=2\" > \"a=1\"",
        "\"a=1,b=2,a=3\" > \"a=1,b=2\"",
        "\"ab=1,a=2,b=3,ab=4\" > \"ab=1,a=2,b=3\"",
        "\"a=1,,a=2,b=3\" > \"a=1,b=3\"",
      })
  void sendsNeitherEmptyNorRepeatedMembersNorWhitespace(String received, String sent) {
    assertThat(TraceStateHeader.of(TraceStateHeader.parse(received))).isEqualTo(sent);
  }

  @Test
  void combinesHeaderLinesInOrder() {
    List<String> lines = new ArrayList<>(List.of("a=1", "", "b=2,c=3", " ", "a=4"));

    TraceState state = TraceStateHeader.parse(lines.iterator());

    assertThat(TraceStateHeader.of(state)).isEqualTo("a=1,b=2,c=3");
    lines.add("bad");
    assertThat(TraceStateHeader.parse(lines.iterator()).isEmpty()).isTrue();
  }

  @Test
  void countsMembersOverAllLines() {
    List<String> lines = IntStream.range(0, 33).mapToObj(i -> "k" + i + "=1").toList();

    assertThat(TraceStateHeader.parse(lines.subList(0, 32).iterator()).size()).isEqualTo(32);
    assertThat(TraceStateHeader.parse(lines.iterator()).isEmpty()).isTrue();
  }

  @Test
  void keeps512Characters() {
    String list = "a=" + "x".repeat(253) + ",b=" + "y".repeat(254);

    assertThat(list).hasSize(512);
    assertThat(TraceStateHeader.of(TraceStateHeader.parse(list))).isEqualTo(list);
  }

  @Test
  void cutsLongMembersFirstAndThenFromTheRight() {
    String longMember = "long=" + "x".repeat(150);
    String list = "first=1," + longMember + "," + members(32 - 3, 10) + ",last=1";
    assertThat(list.length()).isGreaterThan(512);

    String sent = TraceStateHeader.of(TraceStateHeader.parse(list));

    assertThat(sent).isEqualTo("first=1," + members(32 - 3, 10) + ",last=1");

    String manyShort = members(32, 20);
    assertThat(manyShort.length()).isGreaterThan(512);
    String cut = TraceStateHeader.of(TraceStateHeader.parse(manyShort));
    assertThat(manyShort).startsWith(cut + ",");
    assertThat(cut.length()).isBetween(512 - 24, 512);
  }

  @Test
  void cutsTheRightMostLongMemberFirst() {
    String list = "a=" + V256 + ",b=" + V256 + ",c=1";

    assertThat(TraceStateHeader.of(TraceStateHeader.parse(list))).isEqualTo("a=" + V256 + ",c=1");
  }

  @Test
  void sendsNothingWhenASingleMemberIsTooLong() {
    TraceState state = TraceStateHeader.parse(K256 + "=" + V256);

    assertThat(state.get(K256)).isEqualTo(V256);
    assertThat(TraceStateHeader.of(state)).isEmpty();
  }

  @Test
  void answersLikeAnyTraceState() {
    TraceState state = TraceStateHeader.parse("foo= 1,bar=2,foobar=3");

    assertThat(state.get("foo")).isEqualTo(" 1");
    assertThat(state.get("bar")).isEqualTo("2");
    assertThat(state.get("foobar")).isEqualTo("3");
    assertThat(state.get("oo")).isNull();
    assertThat(state.get(null)).isNull();
    assertThat(state.size()).isEqualTo(3);
    assertThat(state.isEmpty()).isFalse();
    assertThat(state.asMap().keySet()).containsExactly("foo", "bar", "foobar");
    assertThat(state).isEqualTo(TraceStateHeader.parse("foo= 1, bar=2,foobar=3"));
  }

  @Test
  void putsWhatIsAddedOrChangedAtTheLeftEnd() {
    TraceState state = TraceStateHeader.parse("a=1,b=2,c=3");

    assertThat(state.toBuilder().put("d", "4").build().toString()).isEqualTo("d=4,a=1,b=2,c=3");
    assertThat(state.toBuilder().put("b", "5").build().toString()).isEqualTo("b=5,a=1,c=3");
    assertThat(state.toBuilder().remove("b").put("b", "5").build().toString())
        .isEqualTo("b=5,a=1,c=3");
    assertThat(state.toBuilder().remove("a").remove("x").remove(null).build().toString())
        .isEqualTo("b=2,c=3");
    assertThat(state.toBuilder().remove("a").remove("b").remove("c").build())
        .isSameAs(TraceState.getDefault());
    assertThat(state.toString()).isEqualTo("a=1,b=2,c=3");
  }

  @Test
  void ignoresWhatNoListMayHold() {
    TraceState state = TraceStateHeader.parse("a=1");

    assertThat(
            state.toBuilder()
                .put("A", "1")
                .put("b", "1,2")
                .put("c", "")
                .put("d", "x ")
                .put(null, "")
                .build())
        .isEqualTo(state);
  }

  @Test
  void losesTheRightMostMemberToA33rd() {
    TraceState state = TraceStateHeader.parse(members(32)).toBuilder().put("new", "1").build();

    assertThat(state.size()).isEqualTo(32);
    assertThat(state.toString()).startsWith("new=1,m0=").doesNotContain("m31=");
  }

  @Test
  void sendsTheSdksOwnTraceState() {
    TraceState sdk = TraceState.builder().put("b", "2").put("a", "1").build();

    assertThat(TraceStateHeader.of(sdk)).isEqualTo("a=1,b=2");
    assertThat(TraceStateHeader.of(TraceState.getDefault())).isEmpty();
  }

  @Test
  void readsHostileListsInBoundedTime() {
    String commas = ",".repeat(1_000_000);
    String spaces = "a=1" + " ".repeat(1_000_000) + ",b=2";
    String keys = "k,".repeat(500_000);
    List<String> manyLines = new ArrayList<>(java.util.Collections.nCopies(100_000, "a=1"));

    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      assertThat(TraceStateHeader.parse(commas).isEmpty()).isTrue();
      assertThat(TraceStateHeader.parse(spaces).isEmpty()).isTrue();
      assertThat(TraceStateHeader.parse(keys).isEmpty()).isTrue();
      assertThat(TraceStateHeader.parse(manyLines.iterator()).isEmpty()).isTrue();
    }
    assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
  }

  private static String members(int count) {
    return members(count, 1);
  }

  private static String members(int count, int valueLength) {
    return IntStream.range(0, count)
        .mapToObj(i -> "m" + i + "=" + "v".repeat(valueLength))
        .collect(Collectors.joining(","));
  }
}
