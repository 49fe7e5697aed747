package dev.weft.instrumentation.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DestinationsTest {
  @Test
  void joinsWhatThereIs() {
    assertThat(Destinations.name("shop", "orders", "q")).isEqualTo("shop:orders:q");
    assertThat(Destinations.name("shop", "q", "q")).isEqualTo("shop:q");
    assertThat(Destinations.name("shop", "", null)).isEqualTo("shop");
    assertThat(Destinations.name("", "q", "q")).isEqualTo("q");
    assertThat(Destinations.name(null, null, "q")).isEqualTo("q");
    assertThat(Destinations.name("", "", null)).isEqualTo("amq.default");
  }

  @Test
  void leavesOutWhatTheBrokerHasMadeUp() {
    assertThat(Destinations.template("orders")).isNull();
    assertThat(Destinations.template("amq.gen-JzTY20BRgKO-HjmUJj0wLg")).isEqualTo("amq.gen-*");
    assertThat(Destinations.template("shop:amq.gen-JzTY:q")).isEqualTo("shop:amq.gen-*:q");
    assertThat(Destinations.template("amq.rabbitmq.reply-to.g1h2AAl.x=="))
        .isEqualTo("amq.rabbitmq.reply-to.*");
  }
}
