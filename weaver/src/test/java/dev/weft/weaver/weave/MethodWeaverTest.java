package dev.weft.weaver.weave;

import static dev.weft.weaver.plan.Binding.Kind.ALL_ARGUMENTS;
import static dev.weft.weaver.plan.Binding.Kind.DECLARING_CLASS;
import static dev.weft.weaver.plan.Binding.Kind.ENTER;
import static dev.weft.weaver.plan.Binding.Kind.METHOD_NAME;
import static dev.weft.weaver.plan.Binding.Kind.RETURN;
import static dev.weft.weaver.plan.Binding.Kind.THIS;
import static dev.weft.weaver.plan.Binding.Kind.THROWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.weaver.plan.AdvicePlan;
import dev.weft.weaver.plan.Assignment;
import dev.weft.weaver.plan.Binding;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MethodWeaverTest {
  private static final AdvicePlan ARGUMENT_AND_RESULT =
      Recorder.advice(
          List.of(Binding.argument(0)),
          List.of(Binding.of(ENTER), Binding.argument(0), Binding.of(RETURN), Binding.of(THROWN)));

  private final Recorder recorder = new Recorder();

  @BeforeAll
  static void defineBridge() throws Exception {
    TestBridge.define();
  }

  @BeforeEach
  void link() throws Exception {
    TestBridge.link(recorder);
  }

  @AfterEach
  void unlink() throws Exception {
    TestBridge.link(null);
  }

  @Test
  void passesEveryPrimitiveBoxed() throws Exception {
    Class<?> woven = weave(ARGUMENT_AND_RESULT);
    for (Object value :
        new Object[] {true, (byte) 1, 'a', (short) 2, 3, 4L, 5.5f, 6.5d, new int[] {7}}) {
      recorder.calls.clear();
      String type = value.getClass().getSimpleName();
      Method method = oneNamed(woven, value instanceof int[] ? "anArray" : name(type));
      Object result = method.invoke(null, value);
      assertThat(recorder.calls)
          .as(type)
          .containsExactly(
              Arrays.asList(Recorder.ENTER, value),
              Arrays.asList(Recorder.EXIT, null, value, result, null));
    }
  }

  private static String name(String box) {
    String primitive = box.equals("Character") ? "Char" : box.equals("Integer") ? "Int" : box;
    return (primitive.equals("Int") ? "an" : "a") + primitive;
  }

  @Test
  void passesLongAndDoubleArgumentsTogether() throws Exception {
    AdvicePlan all =
        Recorder.advice(
            List.of(Binding.of(ALL_ARGUMENTS), Binding.of(METHOD_NAME)),
            List.of(Binding.argument(3), Binding.argument(2), Binding.argument(1)));
    int[] array = {1, 2};
    Object result = oneNamed(weave(all), "mixed").invoke(null, 1L, "b", 2.0, array);
    assertThat(result).isEqualTo("1b2.02");
    assertThat((Object[]) recorder.calls.get(0).get(1)).containsExactly(1L, "b", 2.0, array);
    assertThat(recorder.calls.get(0).get(2)).isEqualTo("mixed");
    assertThat(recorder.calls.get(1)).containsExactly(Recorder.EXIT, array, 2.0, "b");
  }

  @Test
  void passesTheInstanceAndItsClass() throws Exception {
    AdvicePlan plan =
        Recorder.advice(
            List.of(Binding.of(THIS), Binding.of(DECLARING_CLASS)), List.of(Binding.of(THIS)));
    Class<?> woven = weave(plan);
    Object instance = woven.getConstructor(String.class).newInstance("x");
    recorder.calls.clear();
    oneNamed(woven, "nothing").invoke(instance);
    assertThat(recorder.calls)
        .containsExactly(
            List.of(Recorder.ENTER, instance, woven), List.of(Recorder.EXIT, instance));
  }

  @Test
  void showsAConstructorItsInstanceOnExitOnly() throws Exception {
    AdvicePlan plan =
        Recorder.advice(
            List.of(Binding.of(THIS), Binding.argument(0)),
            List.of(Binding.of(THIS), Binding.argument(0)));
    Object instance = weave(plan).getConstructor(String.class).newInstance("x");
    assertThat(recorder.calls)
        .containsExactly(
            Arrays.asList(Recorder.ENTER, null, "x"), List.of(Recorder.EXIT, instance, "x"));
  }

  @Test
  void showsArgumentsAsTheyWereOnEntry() throws Exception {
    recorder.answer = call -> call.get(0).equals(Recorder.ENTER) ? "state" : null;
    Class<?> woven = weave(ARGUMENT_AND_RESULT);
    Object instance = woven.getConstructor(String.class).newInstance("x");
    recorder.calls.clear();
    assertThat(oneNamed(woven, "greet").invoke(instance, "ab")).isEqualTo("x greets abab");
    assertThat(recorder.calls.get(1))
        .isEqualTo(Arrays.asList(Recorder.EXIT, "state", "ab", "x greets abab", null));
  }

  @Test
  void showsWhatWasThrownAndThrowsIt() throws Exception {
    Class<?> woven = weave(ARGUMENT_AND_RESULT);
    Object instance = woven.getConstructor(String.class).newInstance("x");
    recorder.calls.clear();
    assertThatThrownBy(() -> oneNamed(woven, "greet").invoke(instance, new Object[] {null}))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isInstanceOf(IllegalArgumentException.class)
        .isSameAs(recorder.calls.get(1).get(4));
  }

  @Test
  void replacesArgumentsAndTheResult() throws Exception {
    AdvicePlan plan =
        new AdvicePlan(
            "unused",
            Recorder.enter(List.of(), new Assignment(0, 1), new Assignment(2, 0)),
            Recorder.exit(List.of(), new Assignment(Assignment.RETURNED, -1)),
            true);
    recorder.answer =
        call -> call.get(0).equals(Recorder.ENTER) ? new Object[] {9.0, 8L} : "replaced";
    Class<?> woven = weave(plan);
    assertThat(oneNamed(woven, "mixed").invoke(null, 1L, "b", 2.0, new int[0]))
        .isEqualTo("replaced");
    recorder.answer = call -> call.get(0).equals(Recorder.ENTER) ? new Object[] {null, 8L} : null;
    assertThat(oneNamed(woven, "mixed").invoke(null, 1L, "b", 2.0, new int[0])).isEqualTo("8b2.00");
  }

  @Test
  void ignoresAnswersOfTheWrongType() throws Exception {
    AdvicePlan plan =
        new AdvicePlan(
            "unused",
            Recorder.enter(List.of(), new Assignment(0, -1)),
            Recorder.exit(List.of(), new Assignment(Assignment.RETURNED, -1)),
            true);
    recorder.answer = call -> new StringBuilder("neither a number nor a boolean");
    assertThat(oneNamed(weave(plan), "anInt").invoke(null, 1)).isEqualTo(2);
    assertThat(oneNamed(weave(plan), "aBoolean").invoke(null, true)).isEqualTo(false);
  }

  @Test
  void letsNothingOutThatStrikesInACall() throws Exception {
    recorder.answer =
        call -> {
          throw new StackOverflowError();
        };
    Class<?> woven = weave(ARGUMENT_AND_RESULT);
    assertThat(oneNamed(woven, "anInt").invoke(null, 1)).isEqualTo(2);
    assertThat(oneNamed(woven, "swallow").invoke(null, " a ")).isEqualTo("a");
    assertThat(oneNamed(woven, "swallow").invoke(null, new Object[] {null}))
        .isEqualTo("caught NullPointerException");
    assertThatThrownBy(
            () ->
                oneNamed(woven, "greet")
                    .invoke(instanceWithFailingAdvice(woven), new Object[] {null}))
        .cause()
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Object instanceWithFailingAdvice(Class<?> woven) throws Exception {
    Function<List<Object>, Object> failing = recorder.answer;
    recorder.answer = call -> null;
    Object instance = woven.getConstructor(String.class).newInstance("x");
    recorder.answer = failing;
    return instance;
  }

  @Test
  void callsNothingWhereNothingIsLinked() throws Exception {
    TestBridge.link(null);
    assertThat(oneNamed(weave(ARGUMENT_AND_RESULT), "anInt").invoke(null, 1)).isEqualTo(2);
  }

  @Test
  void nestsTheAdviceOfSeveralModules() throws Exception {
    AdvicePlan outer = Recorder.advice(List.of(), List.of(Binding.of(ENTER)));
    AdvicePlan inner =
        new AdvicePlan(
            "unused",
            new dev.weft.weaver.plan.AdviceCall(3, "weft$enter", List.of(), List.of()),
            new dev.weft.weaver.plan.AdviceCall(
                4, "weft$exit", List.of(Binding.of(ENTER)), List.of()),
            true);
    recorder.answer = call -> "of " + call.get(0);
    oneNamed(weave(outer, inner), "anInt").invoke(null, 1);
    assertThat(recorder.calls)
        .containsExactly(List.of(1), List.of(3), List.of(4, "of 3"), List.of(2, "of 1"));
  }

  @Test
  void weavesMethodsThatBeginWithALoop() throws Exception {
    assertThat(oneNamed(weave(ARGUMENT_AND_RESULT), "loopFromTheStart").invoke(null, 0))
        .isEqualTo(12);
  }

  @Test
  void leavesClassesWithoutAMatchAlone() throws IOException {
    ClassWeaver weaver = new ClassWeaver((access, name, descriptor) -> List.of(), handle -> 0);
    assertThat(weaver.weave(classFile())).isNull();
  }

  @Test
  void readsClassFilesNewerThanAsmAndKeepsTheirVersion() throws IOException {
    byte[] future = classFile();
    future[7] = (byte) 250;
    byte[] woven = weaver(ARGUMENT_AND_RESULT).weave(future);
    assertThat(woven).isNotNull();
    assertThat(woven[7]).isEqualTo((byte) 250);
  }

  private Class<?> weave(AdvicePlan... advice) throws Exception {
    byte[] woven = weaver(advice).weave(classFile());
    return new WovenLoader(getClass().getClassLoader())
        .with(Samples.class.getName(), woven)
        .loadClass(Samples.class.getName());
  }

  private static ClassWeaver weaver(AdvicePlan... advice) {
    return new ClassWeaver(
        (access, name, descriptor) -> List.of(advice),
        handle -> {
          throw new AssertionError("no site is needed where there is invokedynamic");
        });
  }

  private static byte[] classFile() throws IOException {
    try (InputStream in = Samples.class.getResourceAsStream("Samples.class")) {
      return in.readAllBytes();
    }
  }

  private static Method oneNamed(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
