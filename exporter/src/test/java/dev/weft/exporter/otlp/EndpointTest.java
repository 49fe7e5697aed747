package dev.weft.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:4318/v1/traces, localhost, 4318, /v1/traces, localhost:4318",
    "http://localhost, localhost, 80, /, localhost",
    "HTTPS://collector, collector, 443, /, collector",
    "https://collector:4318?key=1, collector, 4318, /?key=1, collector:4318",
    "http://otel_collector:4318/, otel_collector, 4318, /, otel_collector:4318",
    "http://[::1]:4318/v1/traces, ::1, 4318, /v1/traces, [::1]:4318",
    "http://[::1], ::1, 80, /, [::1]",
    "http://user:pa@ss@host:1/x#part, host, 1, /x, host:1",
    "' http://host:/x ', host, 80, /x, host",
  })
  void takesAddressesApart(String url, String address, int port, String target, String authority) {
    Endpoint endpoint = Endpoint.parse(url);

    assertThat(endpoint.address()).isEqualTo(address);
    assertThat(endpoint.port).isEqualTo(port);
    assertThat(endpoint.target).isEqualTo(target);
    assertThat(endpoint.authority()).isEqualTo(authority);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:4318",
        "grpc://localhost:4317",
        "http://",
        "http:///v1/traces",
        "http://:4318",
        "http://host:port",
        "http://host:0",
        "http://host:65536",
        "http://host:-1",
        "http://::1/",
        "http://[::1/",
        "http://ho st/",
        "http://host/a b",
        "http://host/\r\nX: y",
        "http://h\u00f6st/",
      })
  void refusesWhatIsNoAddress(String url) {
    assertThatThrownBy(() -> Endpoint.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not an OTLP endpoint: ");
  }

  @Test
  void keepsSecretsOutOfItsText() {
    assertThat(Endpoint.parse("https://me:secret@host/v1?key=secret"))
        .hasToString("https://host/v1");
    assertThatThrownBy(() -> Endpoint.parse("http://me:secret@host:x"))
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "\u00e4", "Host", "content-length", "a\r\n"})
  void refusesHeaderNamesThatCannotBe(String name) {
    assertThatThrownBy(() -> OtlpSettings.builder("http://host").header(name, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"secret\r\nX: y", "secret\n", "secret\u0000", "secret\u00e4", "secret\u007f"})
  void refusesHeaderValuesThatCouldEndTheHeader(String value) {
    assertThatThrownBy(() -> OtlpSettings.builder("http://host").header("key", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key")
        .hasMessageNotContaining("secret");
  }
}
