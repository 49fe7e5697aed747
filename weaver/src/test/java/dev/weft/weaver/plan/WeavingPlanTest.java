package dev.weft.weaver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeavingPlanTest {
  @Test
  void numbersHandlesAcrossModules() {
    WeavingPlan plan = WeavingPlan.read(WeavingPlan.write(List.of(module("a"), module("b"))));

    ModuleEntry second = plan.modules().get(1);
    assertThat(second.firstHandle()).isEqualTo(2);
    assertThat(plan.moduleOf(1)).isSameAs(plan.modules().get(0));
    assertThat(plan.moduleOf(3)).isSameAs(second);
    assertThat(plan.moduleOf(4)).isNull();
    AdvicePlan advice = second.advice(3);
    assertThat(advice).isNotNull();
    assertThat(advice.exit()).isSameAs(advice.call(3));
    assertThat(second.advice(1)).isNull();
  }

  @Test
  void keepsEveryPartOfAModule() {
    ModulePlan plan =
        WeavingPlan.read(WeavingPlan.write(List.of(module("a")))).modules().get(0).plan();

    assertThat(plan.rules()).hasSize(2);
    assertThat(plan.rules().get(0).advice()).isSameAs(plan.rules().get(1).advice());
    assertThat(plan.references())
        .containsExactly(
            LibraryReference.type("lib/Type"),
            LibraryReference.member("lib/Type", "last", "I"),
            LibraryReference.call("lib/Type", "send", "(I)V", false),
            LibraryReference.call("lib/Above", "send", "(I)V", true));
    assertThat(plan.requires()).containsExactly("lib/Wanted");
    assertThat(plan.excludes()).containsExactly("lib/Unwanted");
    assertThat(plan.exports()).singleElement().extracting("javaModule").isEqualTo("java.base");
  }

  @Test
  void keepsInTheIndexWhatIsWovenInSubtypes() {
    ModuleEntry entry = WeavingPlan.read(WeavingPlan.write(List.of(module("a")))).modules().get(0);

    assertThat(entry.supertypes()).containsExactly("lib/Above");
    assertThat(entry.subtypeMethods()).containsExactly("<init>");
    assertThat(entry.isRead()).isFalse();
  }

  @Test
  void refusesWhatIsCutShort() {
    byte[] whole = WeavingPlan.write(List.of(module("a"), module("b")));

    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> readAll(part)).isInstanceOf(PlanFormatException.class);
    }
  }

  @Test
  void survivesDamage() {
    byte[] whole = WeavingPlan.write(List.of(module("a"), module("b")));
    Random random = new Random(42);

    for (int i = 0; i < 5000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        readAll(damaged);
      } catch (PlanFormatException expected) {
        assertThat(expected).hasMessageContaining("plan");
      }
    }
  }

  @Test
  void refusesAnotherVersion() {
    byte[] plan = WeavingPlan.write(List.of());
    plan[4]++;

    assertThatThrownBy(() -> WeavingPlan.read(plan))
        .hasMessage("not a weaving plan of this version");
  }

  private static void readAll(byte[] plan) {
    for (ModuleEntry module : WeavingPlan.read(plan).modules()) {
      module.plan();
    }
  }

  private static ModuleEntry module(String name) {
    AdviceCall enter =
        new AdviceCall(
            0, "weft$enter", List.of(Binding.argument(300)), List.of(new Assignment(0, -1)));
    AdviceCall exit =
        new AdviceCall(
            1,
            "weft$exit",
            List.of(Binding.of(Binding.Kind.RETURN)),
            List.of(new Assignment(Assignment.RETURNED, 0)));
    AdvicePlan advice = new AdvicePlan("Advice", enter, exit, true);
    MethodRule send = new MethodRule(List.of("send"), List.of("I", "*"), "V", true);
    MethodRule any = new MethodRule(List.of("<init>"), null, null, false);
    ModulePlan plan =
        new ModulePlan(
            List.of(
                new TypeRule(List.of("lib/Type"), false, send, advice),
                new TypeRule(List.of("lib/Above"), true, any, advice)),
            List.of(
                LibraryReference.type("lib/Type"),
                LibraryReference.member("lib/Type", "last", "I"),
                LibraryReference.call("lib/Type", "send", "(I)V", false),
                LibraryReference.call("lib/Above", "send", "(I)V", true)),
            List.of("lib/Wanted"),
            List.of("lib/Unwanted"),
            List.of(new PackageExport("java.base", "sun.net.www")));
    return PlanWriter.module(name, List.of("alias"), true, plan, 2);
  }
}
