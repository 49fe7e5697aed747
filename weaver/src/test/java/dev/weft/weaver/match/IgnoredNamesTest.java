package dev.weft.weaver.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoredNamesTest {
  private final IgnoredNames names = new IgnoredNames(List.of("java/sql/Statement"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kotlin/Unit",
        "com/example/Order$$Lambda$14",
        "com/example/Order$$SpringCGLIB$$0",
        "com/example/Order$$EnhancerByCGLIB$$6f1a2b",
        "com/example/Order_$$_jvst12_0",
        "com/example/Order$ByteBuddy$a1",
        "com/example/Order$HibernateProxy$x",
        "com/sun/proxy/$Proxy12",
        "jdk/proxy2/$Proxy12",
        "com/example/$Proxy7",
        "java/util/ArrayList",
      })
  void ignores(String name) {
    assertThat(names.contains(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com/example/Order",
        "com/example/Order$Item",
        "com/example/Handler$$anon$1",
        "org/springframework/web/servlet/DispatcherServlet",
        "java/sql/PreparedStatement",
        "Main",
        "",
        "Ünicode",
      })
  void looksInto(String name) {
    assertThat(names.contains(name)).isFalse();
  }

  @Test
  void looksIntoJavaBaseWhereATypeOfItIsWanted() {
    IgnoredNames names = new IgnoredNames(List.of("java/util/concurrent/Executor"));

    assertThat(names.contains("java/util/concurrent/AbstractExecutorService")).isFalse();
  }
}
