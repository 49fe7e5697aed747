package dev.weft.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.BaggageEntryMetadata;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaggagePropagatorTest {

  @Test
  void comesThroughWithMetadataAndPercentCoding() {
    Baggage baggage =
        extract(
            Headers.of("baggage", "user=J%C3%BCrgen%20M;ttl=5;sig , n=1", "baggage", "n=2,x=a=b"));

    assertThat(baggage.getEntryValue("user")).isEqualTo("J\u00fcrgen M");
    assertThat(baggage.getEntryValue("n")).isEqualTo("2");
    assertThat(baggage.getEntryValue("x")).isEqualTo("a=b");

    Baggage again = extract(Headers.of("baggage", inject(baggage)));

    assertThat(again).isEqualTo(baggage);
    assertThat(inject(baggage)).contains("user=J%C3%BCrgen%20M;ttl=5;sig");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\nSet-Cookie: a=b", "\n", "\r", "\u0000", "a,b=c", "\u0130", "\ud83d"})
  void sendsNothingThatCouldEndTheHeader(String hostile) {
    Baggage baggage =
        Baggage.builder()
            .put("value", hostile)
            .put("metadata", "1", BaggageEntryMetadata.create(hostile))
            .put("name" + hostile, "1")
            .build();

    String header = inject(baggage);

    assertThat(header).matches("[\\x21-\\x7e]+").contains("value=", "metadata=1");
    assertThat(extract(Headers.of("baggage", header)).size()).isEqualTo(2);
  }

  @Test
  void sendsAtMost64EntriesAnd8192Bytes() {
    BaggageBuilder many = Baggage.builder();
    for (int i = 0; i < 100; i++) {
      many.put("k" + i, "v");
    }
    assertThat(inject(many.build()).split(",")).hasSize(64);

    Baggage large =
        Baggage.builder()
            .put("a", "x".repeat(5000))
            .put("b", "\u00e4".repeat(5000))
            .put("c", "1")
            .build();
    String header = inject(large);
    assertThat(header.length()).isLessThanOrEqualTo(8192);
    assertThat(extract(Headers.of("baggage", header)).asMap()).containsOnlyKeys("a", "c");
  }

  @Test
  void losesOnlyTheMemberThatIsBad() {
    Baggage baggage =
        extract(
            Headers.of(
                "baggage",
                "a=1,b=%zz,c=2,=3,d,e=x y,f=\"q\",g\t=\t4\t;\tp=1 , h=%41%,i=%4,j=,k=%FF,l=a%20"));

    assertThat(baggage.asMap()).containsOnlyKeys("a", "c", "g", "j", "k", "l");
    assertThat(baggage.getEntryValue("g")).isEqualTo("4");
    assertThat(baggage.getEntry("g").getMetadata().getValue()).isEqualTo("p=1");
    assertThat(baggage.getEntryValue("j")).isEmpty();
    assertThat(baggage.getEntryValue("k")).isEqualTo("\ufffd");
    assertThat(baggage.getEntryValue("l")).isEqualTo("a ");
  }

  @Test
  void readsUpTo8192CharactersInWholeMembers() {
    String first = "a=" + "x".repeat(8192 - 6);
    Headers exact = Headers.of("baggage", first + ",b=1");
    Headers beyond = Headers.of("baggage", first + "x,b=1");

    assertThat(extract(exact).asMap()).containsOnlyKeys("a", "b");
    assertThat(extract(beyond).asMap()).containsOnlyKeys("a");
    assertThat(inject(extract(exact))).hasSize(8192);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "=",
        "a",
        "a=%",
        "a=%zz",
        "a=%C3",
        "\u0000=1",
        ";",
        "a;b=c",
        "=,=,=",
        "%=1"
      })
  void survivesGarbage(String header) {
    String sent = inject(extract(Headers.of("baggage", header)));

    if (sent != null) {
      assertThat(sent).matches("[\\x21-\\x7e]+");
    }
  }

  @Test
  void readsNoMoreThanItWouldSend() {
    StringBuilder header = new StringBuilder("a=1");
    for (int i = 0; i < 100_000; i++) {
      header.append(",k").append(i).append("=v");
    }

    assertThat(extract(Headers.of("baggage", header.toString())).size()).isLessThanOrEqualTo(64);
  }

  private static Baggage extract(Headers request) {
    return Baggage.fromContext(
        BaggagePropagator.INSTANCE.extract(Context.root(), request, Headers.GETTER));
  }

  private static String inject(Baggage baggage) {
    Headers headers = new Headers();
    BaggagePropagator.INSTANCE.inject(Context.root().with(baggage), headers, Headers.SETTER);
    return headers.one("baggage");
  }
}
