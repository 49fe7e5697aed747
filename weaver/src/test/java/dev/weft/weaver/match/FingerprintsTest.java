package dev.weft.weaver.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintsTest {
  @Test
  void remembersThousandsOfNames() {
    Fingerprints fingerprints = new Fingerprints();
    for (int i = 0; i < 5000; i++) {
      fingerprints.add("com/example/Type" + i);
    }

    int known = 0;
    for (int i = 0; i < 5000; i++) {
      known += fingerprints.contains("com/example/Type" + i) ? 1 : 0;
    }

    assertThat(known).isGreaterThan(4950);
  }

  @Test
  void knowsNoNameThatWasNotAdded() {
    Fingerprints fingerprints = new Fingerprints();
    assertThat(fingerprints.contains("com/example/Other")).isFalse();
    for (int i = 0; i < 50_000; i++) {
      fingerprints.add("com/example/Type" + i);
    }

    for (int i = 0; i < 50_000; i++) {
      assertThat(fingerprints.contains("com/example/Other" + i)).isFalse();
    }
  }
}
