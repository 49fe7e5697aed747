package dev.weft.tracing.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JoinedRouteTest {

  @Test
  void putsOneSlashBetweenPathsHoweverTheyAreWritten() {
    JoinedRoute route = new JoinedRoute().add("/app/").add("users").add("/{id}").add("orders/");

    assertThat(route).hasToString("/app/users/{id}/orders");
    assertThat(route.part()).isEqualTo("/app/users/{id}/orders");
  }

  @Test
  void addsNothingForAPathThatIsNotThere() {
    assertThat(new JoinedRoute().add("/a").add(null).add("").add("/").add("b")).hasToString("/a/b");
  }

  @Test
  void isASlashWithoutAnyPath() {
    assertThat(new JoinedRoute().add("/")).hasToString("/");
    assertThat(new JoinedRoute().add("/").part()).isEmpty();
  }
}
