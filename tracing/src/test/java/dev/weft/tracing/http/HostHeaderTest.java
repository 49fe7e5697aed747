package dev.weft.tracing.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostHeaderTest {
  @Test
  void meansTheSameAgain() {
    HostAndPort first = HostHeader.parse("shop.example:8080");

    assertThat(HostHeader.parse(new String("shop.example:8080"))).isSameAs(first);
    assertThat(first.host).isEqualTo("shop.example");
    assertThat(first.port).isEqualTo(8080);
  }

  @Test
  void tellsManyApart() {
    for (int round = 0; round < 2; round++) {
      for (int i = 1; i <= 1000; i++) {
        HostAndPort parsed = HostHeader.parse("host-" + i + ":" + i);
        assertThat(parsed.host).isEqualTo("host-" + i);
        assertThat(parsed.port).isEqualTo(i);
      }
    }
  }

  @Test
  void keepsWhatIsNoHostAsNone() {
    assertThat(HostHeader.parse("<script>")).isNull();
    assertThat(HostHeader.parse("<script>")).isNull();
    assertThat(HostHeader.parse(null)).isNull();
  }

  @Test
  void doesNotKeepLongOnes() {
    String host = "a".repeat(65);

    assertThat(HostHeader.parse(host).host).isEqualTo(host);
    assertThat(HostHeader.parse(host)).isNotSameAs(HostHeader.parse(host));
  }
}
