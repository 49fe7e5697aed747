package dev.weft.weaver.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MethodRuleTest {
  private static final int PUBLIC = 1;
  private static final int BRIDGE = 0x40;
  private static final int NATIVE = 0x100;
  private static final int ABSTRACT = 0x400;

  @Test
  void matchesNamesWhateverTheTypes() {
    MethodRule rule = new MethodRule(List.of("a", "b"), null, null, false);

    assertThat(rule.matches(0, "a", "()V")).isTrue();
    assertThat(rule.matches(PUBLIC, "b", "(JLjava/lang/String;)[I")).isTrue();
    assertThat(rule.matches(PUBLIC, "c", "()V")).isFalse();
  }

  @Test
  void neverMatchesMethodsWithoutCodeOfTheirOwn() {
    MethodRule rule = new MethodRule(List.of("a"), null, null, false);

    assertThat(rule.matches(ABSTRACT, "a", "()V")).isFalse();
    assertThat(rule.matches(NATIVE, "a", "()V")).isFalse();
    assertThat(rule.matches(BRIDGE, "a", "()V")).isFalse();
  }

  @Test
  void comparesParametersOneByOne() {
    MethodRule rule = new MethodRule(List.of("a"), List.of("J", "*", "[B"), null, false);

    assertThat(rule.matches(0, "a", "(JLjava/util/List;[B)V")).isTrue();
    assertThat(rule.matches(0, "a", "(J[[Ljava/util/List;[B)V")).isTrue();
    assertThat(rule.matches(0, "a", "(JI[B)V")).isTrue();
    assertThat(rule.matches(0, "a", "(JI[BI)V")).isFalse();
    assertThat(rule.matches(0, "a", "(JI)V")).isFalse();
    assertThat(rule.matches(0, "a", "(II[B)V")).isFalse();
  }

  @Test
  void matchesNoParametersWhenNoneAreNamed() {
    MethodRule rule = new MethodRule(List.of("a"), List.of(), null, false);

    assertThat(rule.matches(0, "a", "()V")).isTrue();
    assertThat(rule.matches(0, "a", "(I)V")).isFalse();
  }

  @Test
  void comparesTheReturnedType() {
    MethodRule rule = new MethodRule(List.of("a"), null, "Llib/Response;", false);

    assertThat(rule.matches(0, "a", "(Llib/Response;)Llib/Response;")).isTrue();
    assertThat(rule.matches(0, "a", "(Llib/Response;)V")).isFalse();
    assertThat(rule.matches(0, "a", "()[Llib/Response;")).isFalse();
  }

  @Test
  void honoursPublicOnly() {
    MethodRule rule = new MethodRule(List.of("a"), null, null, true);

    assertThat(rule.matches(PUBLIC, "a", "()V")).isTrue();
    assertThat(rule.matches(0, "a", "()V")).isFalse();
  }
}
