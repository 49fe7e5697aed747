package dev.weft.tracing.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoutedNameTest {
  @Test
  void isMadeOnce() {
    String name = RoutedName.of("GET", "/users/{id}");

    assertThat(name).isEqualTo("GET /users/{id}");
    assertThat(RoutedName.of("GET", new String("/users/{id}"))).isSameAs(name);
  }

  @Test
  void tellsMethodsAndManyRoutesApart() {
    for (int i = 0; i < 1000; i++) {
      assertThat(RoutedName.of("GET", "/" + i)).isEqualTo("GET /" + i);
      assertThat(RoutedName.of("PUT", "/" + i)).isEqualTo("PUT /" + i);
    }
  }

  @Test
  void doesNotKeepLongOnes() {
    String route = "/" + "a".repeat(256);

    assertThat(RoutedName.of("GET", route)).isEqualTo("GET " + route);
    assertThat(RoutedName.of("GET", route)).isNotSameAs(RoutedName.of("GET", route));
  }
}
