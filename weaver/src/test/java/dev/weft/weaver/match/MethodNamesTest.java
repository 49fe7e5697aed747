package dev.weft.weaver.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodNamesTest {
  @Test
  void findsItsNamesInsideAFile() {
    List<String> names = new ArrayList<>(List.of("run", "execute", "<init>"));
    for (int i = 0; i < 100; i++) {
      names.add("a" + i % 10 + i / 10 + "z");
    }

    MethodNames set = new MethodNames(names);

    assertThat(names).allMatch(name -> contains(set, name));
    assertThat(List.of("", "r", "ran", "runs", "a999z", "executE", "\u00e9"))
        .noneMatch(name -> contains(set, name));
  }

  @Test
  void ofNoneContainsNone() {
    assertThat(contains(new MethodNames(List.of()), "run")).isFalse();
  }

  private static boolean contains(MethodNames names, String name) {
    byte[] file = ("run" + name + "run").getBytes(StandardCharsets.UTF_8);
    return names.contains(file, 3, file.length - 6);
  }
}
