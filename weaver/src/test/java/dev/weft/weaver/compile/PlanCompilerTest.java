package dev.weft.weaver.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.weaver.plan.AdviceCall;
import dev.weft.weaver.plan.Assignment;
import dev.weft.weaver.plan.Binding;
import dev.weft.weaver.plan.LibraryReference;
import dev.weft.weaver.plan.ModuleEntry;
import dev.weft.weaver.plan.ModulePlan;
import dev.weft.weaver.plan.TypeRule;
import dev.weft.weaver.plan.WeavingPlan;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCompilerTest {
  private static final String LIBRARY =
      """
      package lib;
      public class Client {
        public String last;
        public String send(String request, int times) { return request; }
        public Listener listener() { return null; }
        public static class Options { public boolean traced() { return true; } }
        public interface Listener { void sent(); }
      }
      """;

  @TempDir Path library;
  @TempDir Path classes;

  @BeforeEach
  void compileLibrary() throws IOException {
    SourceModule.compile(library, List.of(), LIBRARY);
  }

  @Test
  void writesWhatTheModuleDeclares() throws IOException {
    ModuleEntry module =
        compile(
            "TypeMatch.named(\"lib.Client\", \"lib.Other\")",
            "MethodMatch.method(\"send\").parameters(\"java.lang.String\", \"*\").publicOnly()",
            """
            @Advice.OnMethodEnter(inline = false)
            @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(value = 0, index = 1))
            static Object[] enter(@Advice.This Client client, @Advice.Argument(1) int times, @Advice.Origin("#m") String method) {
              return Helper.touch(client);
            }
            @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
            @Advice.AssignReturned.ToReturned
            static String exit(@Advice.Enter Object[] entered, @Advice.Return String returned, @Advice.Thrown Throwable thrown,
                @Advice.AllArguments Object[] all, @Advice.Origin Class<?> type) {
              return returned;
            }
            """);

    assertThat(module.name()).isEqualTo("sample-1.0");
    assertThat(module.aliases()).containsExactly("sample");
    assertThat(module.enabledByDefault()).isTrue();
    assertThat(module.exactNames()).containsExactly("lib/Client", "lib/Other");
    assertThat(module.supertypes()).isEmpty();
    assertThat(module.calls()).isEqualTo(2);
    assertThat(module.isRead()).isFalse();
    ModulePlan plan = module.plan();
    assertThat(plan.requires()).containsExactly("lib/Needed");
    assertThat(plan.excludes()).containsExactly("lib/Unwanted");
    assertThat(plan.exports()).singleElement().extracting("packageName").isEqualTo("lib.internal");
    TypeRule rule = plan.rules().get(0);
    assertThat(rule.subtypes()).isFalse();
    assertThat(rule.methods().matches(1, "send", "(Ljava/lang/String;I)V")).isTrue();
    assertThat(rule.methods().matches(1, "send", "(Ljava/lang/String;)V")).isFalse();
    assertThat(rule.methods().matches(0, "send", "(Ljava/lang/String;I)V")).isFalse();
    assertThat(rule.advice().adviceClass()).isEqualTo("sample.SampleModule$SampleAdvice");
    assertThat(rule.advice().exitOnThrowable()).isTrue();
    AdviceCall enter = rule.advice().enter();
    assertThat(enter.handle()).isZero();
    assertThat(enter.adapter()).isEqualTo("weft$enter");
    assertThat(enter.bindings())
        .extracting(Binding::kind, Binding::index)
        .containsExactly(
            tuple(Binding.Kind.THIS, -1),
            tuple(Binding.Kind.ARGUMENT, 1),
            tuple(Binding.Kind.METHOD_NAME, -1));
    assertThat(enter.assignments())
        .extracting(Assignment::target, Assignment::element)
        .containsExactly(tuple(0, 1));
    AdviceCall exit = rule.advice().exit();
    assertThat(exit.handle()).isEqualTo(1);
    assertThat(exit.bindings())
        .extracting(Binding::kind)
        .containsExactly(
            Binding.Kind.ENTER,
            Binding.Kind.RETURN,
            Binding.Kind.THROWN,
            Binding.Kind.ALL_ARGUMENTS,
            Binding.Kind.DECLARING_CLASS);
    assertThat(exit.assignments())
        .extracting(Assignment::target, Assignment::element)
        .containsExactly(tuple(Assignment.RETURNED, -1));
  }

  @Test
  void listsWhatTheModuleNeedsAndWhatAdviceAndItsHelpersUseOfTheLibrary() throws IOException {
    ModuleEntry module =
        compile(
            "TypeMatch.subtypeOf(\"lib.Client\")",
            "MethodMatch.method(\"send\")",
            """
            @Advice.OnMethodEnter(inline = false)
            static Object enter(@Advice.This Client client) { return Helper.touch(client); }
            """);

    assertThat(module.supertypes()).containsExactly("lib/Client");
    assertThat(module.plan().references())
        .extracting(LibraryReference::toString)
        .containsExactly(
            "lib.Since",
            "lib.Client.close()",
            "lib.Client",
            "lib.Client$Options",
            "lib.Client$Options.<init>()",
            "lib.Client$Options.traced()",
            "lib.Client.last");
  }

  @Test
  void notesWhetherWhatIsCalledIsAnInterface() throws IOException {
    ModuleEntry module =
        compile(
            "TypeMatch.named(\"lib.Client\")",
            "MethodMatch.method(\"send\")",
            """
            @Advice.OnMethodEnter(inline = false)
            static Object enter(@Advice.This Client client) { client.listener().sent(); return client.last; }
            """);

    assertThat(module.plan().references())
        .extracting(LibraryReference::toString, LibraryReference::ofInterface)
        .contains(
            tuple("lib.Client.listener()", false),
            tuple("lib.Client$Listener.sent()", true),
            tuple("lib.Client.last", null),
            tuple("lib.Client", null));
  }

  @Test
  void changesNothingWhenRunAgain() throws IOException {
    compile(
        "TypeMatch.named(\"lib.Client\")",
        "MethodMatch.method(\"send\")",
        """
        @Advice.OnMethodExit(inline = false)
        static void exit(@Advice.This Client client, @Advice.Return int length) { Helper.touch(client); }
        """);
    Map<Path, byte[]> before = files();

    run();

    assertThat(files())
        .hasSameSizeAs(before)
        .allSatisfy((file, content) -> assertThat(content).isEqualTo(before.get(file)));
  }

  @Test
  void adaptersCastCallAndAnswer() throws Exception {
    compile(
        "TypeMatch.named(\"lib.Client\")",
        "MethodMatch.method(\"send\")",
        """
        @Advice.OnMethodEnter(inline = false)
        private static long enter(@Advice.Argument(0) String text, @Advice.Argument(1) int number) { return text.length() + number; }
        @Advice.OnMethodExit(inline = false)
        static double exit(@Advice.Enter long entered, @Advice.Return double returned) { return entered + returned; }
        """);
    try (URLClassLoader loader = loader()) {
      Class<?> advice = loader.loadClass("sample.SampleModule$SampleAdvice");
      Class<?> object = Object.class;
      assertThat(advice.getModifiers() & java.lang.reflect.Modifier.PUBLIC).isNotZero();
      assertThat(advice.getMethod("weft$enter", object, object).invoke(null, "four", 2))
          .isEqualTo(6L);
      assertThat(advice.getMethod("weft$exit", object, object).invoke(null, 6L, 0.5))
          .isEqualTo(6.5);
      assertThat(advice.getMethod("weft$exit", object, object).invoke(null, null, null))
          .isEqualTo(0.0);
    }
  }

  @Test
  void refusesInlinedAdvice() {
    refuses(
        "@Advice.OnMethodEnter static void enter() {}",
        "sample.SampleModule$SampleAdvice.enter: @OnMethodEnter needs inline = false");
  }

  @Test
  void refusesAdviceThatIsNotStatic() {
    refuses(
        "@Advice.OnMethodEnter(inline = false) void enter() {}",
        "SampleAdvice.enter: advice must be static");
  }

  @Test
  void refusesParametersWithoutAnnotation() {
    refuses(
        "@Advice.OnMethodEnter(inline = false) static void enter(Object value) {}",
        "SampleAdvice.enter: parameter 0 lacks an annotation of @Advice");
  }

  @Test
  void refusesWordsThatThePlanLacks() {
    refuses(
        "@Advice.OnMethodEnter(inline = false) static void enter(@Advice.FieldValue(\"x\") Object x) {}",
        "SampleAdvice.enter: the plan cannot express @FieldValue");
    refuses(
        "@Advice.OnMethodEnter(inline = false, skipOn = Advice.OnNonDefaultValue.class) static Object enter() { return null; }",
        "SampleAdvice.enter: the plan cannot express @OnMethodEnter.skipOn");
    refuses(
        "@Advice.OnMethodExit(inline = false, onThrowable = RuntimeException.class) static void exit() {}",
        "SampleAdvice.exit: onThrowable may only be Throwable, not java.lang.RuntimeException");
    refuses(
        "@Advice.OnMethodExit(inline = false) static void exit(@Advice.Return(readOnly = false) Object value) {}",
        "SampleAdvice.exit: the plan cannot express @Return.readOnly");
    refuses(
        "@Advice.OnMethodEnter(inline = false) static void enter(@Advice.Origin String method) {}",
        "SampleAdvice.enter: @Origin may only be @Origin(\"#m\") String or @Origin Class");
  }

  @Test
  void refusesEnterValuesThatNobodyMakes() {
    refuses(
        "@Advice.OnMethodExit(inline = false) static void exit(@Advice.Enter Object entered) {}",
        "SampleAdvice.exit: @Enter without an @OnMethodEnter method");
    refuses(
        """
        @Advice.OnMethodEnter(inline = false) static void enter() {}
        @Advice.OnMethodExit(inline = false) static void exit(@Advice.Enter Object entered) {}
        """,
        "SampleAdvice.exit: @Enter, but the enter advice answers nothing");
    refuses(
        """
        @Advice.OnMethodEnter(inline = false) static String enter() { return null; }
        @Advice.OnMethodExit(inline = false) static void exit(@Advice.Enter Integer entered) {}
        """,
        "SampleAdvice.exit: @Enter wants java.lang.Integer, the enter advice answers java.lang.String");
  }

  @Test
  void refusesValuesThatDoNotExistThere() {
    refuses(
        "@Advice.OnMethodEnter(inline = false) static void enter(@Advice.Return Object value) {}",
        "SampleAdvice.enter: @Return has no value on entry");
    refuses(
        "@Advice.OnMethodExit(inline = false) static void exit(@Advice.Thrown Throwable thrown) {}",
        "SampleAdvice.exit: @Thrown needs onThrowable = Throwable.class");
    refuses(
        "@Advice.OnMethodEnter(inline = false) @Advice.AssignReturned.ToReturned static Object enter() { return null; }",
        "SampleAdvice.enter: @ToReturned belongs on the exit advice");
    refuses(
        "@Advice.OnMethodExit(inline = false) @Advice.AssignReturned.ToReturned static void exit() {}",
        "SampleAdvice.exit: @ToReturned, but the advice answers nothing");
  }

  @Test
  void refusesAdviceThatDoesNotFitItsMethods() {
    refuses(
        "MethodMatch.method(\"send\").parameters(\"java.lang.String\")",
        "@Advice.OnMethodEnter(inline = false) static void enter(@Advice.Argument(1) Object x) {}",
        "SampleAdvice.enter: no argument 1 in a method of 1 parameters");
    refuses(
        "MethodMatch.method(\"send\").parameters(\"java.lang.String\")",
        "@Advice.OnMethodEnter(inline = false) static void enter(@Advice.Argument(0) Integer x) {}",
        "SampleAdvice.enter: argument 0 is a java.lang.String, not a java.lang.Integer");
    refuses(
        "MethodMatch.method(\"send\").returns(\"void\")",
        "@Advice.OnMethodExit(inline = false) static void exit(@Advice.Return Object x) {}",
        "SampleAdvice.exit: the methods it is declared for return void");
    refuses(
        "MethodMatch.constructor()",
        "@Advice.OnMethodEnter(inline = false) static void enter(@Advice.This Object x) {}",
        "SampleAdvice.enter: @This does not exist on entry to a constructor");
    refuses(
        "MethodMatch.constructor()",
        "@Advice.OnMethodExit(inline = false, onThrowable = Throwable.class) static void exit() {}",
        "SampleAdvice.exit: a constructor's exit cannot see what it throws: drop onThrowable");
  }

  @Test
  void refusesClassesWithoutAdvice() {
    refuses(
        "static void enter() {}",
        "sample.SampleModule$SampleAdvice: has neither @OnMethodEnter nor @OnMethodExit");
  }

  @Test
  void passesOverAFolderThatDoesNotExist() throws IOException {
    PlanCompiler.main(classes.resolve("none").toString());
    assertThat(files()).isEmpty();
  }

  private void refuses(String advice, String message) {
    refuses("MethodMatch.method(\"send\")", advice, message);
  }

  private void refuses(String methods, String advice, String message) {
    assertThatThrownBy(() -> compile("TypeMatch.named(\"lib.Client\")", methods, advice))
        .isInstanceOf(PlanCompileException.class)
        .hasMessageEndingWith(message);
  }

  private ModuleEntry compile(String types, String methods, String advice) throws IOException {
    SourceModule.compile(
        classes,
        List.of(library),
        """
        package sample;
        import dev.weft.weaver.module.*;
        import java.util.*;
        import lib.Client;
        import net.bytebuddy.asm.Advice;
        public final class SampleModule implements InstrumentationModule {
          public String name() { return "sample-1.0"; }
          public List<String> aliases() { return Collections.singletonList("sample"); }
          public void define(ModuleDefinition definition) {
            definition.advise(%s, %s, SampleAdvice.class)
                .requires("lib.Needed").excludes("lib.Unwanted").export("lib", "lib.internal")
                .needs("lib.Since").needs("lib.Client", "close", "()V");
          }
          private static final class SampleAdvice {
            %s
          }
        }
        """
            .formatted(types, methods, advice),
        """
        package sample;
        final class Helper {
          static Object[] touch(lib.Client client) {
            client.last = "touched";
            return new lib.Client.Options().traced() ? null : new Object[0];
          }
        }
        """);
    run();
    byte[] plan = PlanMerger.merge(List.of(classes));
    return WeavingPlan.read(plan).modules().get(0);
  }

  private void run() throws IOException {
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {library.toUri().toURL()}, PlanCompilerTest.class.getClassLoader())) {
      PlanCompiler.compile(classes, loader);
    }
  }

  private URLClassLoader loader() throws IOException {
    return new URLClassLoader(
        new URL[] {classes.toUri().toURL(), library.toUri().toURL()},
        PlanCompilerTest.class.getClassLoader());
  }

  private Map<Path, byte[]> files() throws IOException {
    Map<Path, byte[]> files = new TreeMap<>();
    List<Path> paths = new ArrayList<>();
    try (var walk = Files.walk(classes)) {
      walk.filter(Files::isRegularFile).forEach(paths::add);
    }
    for (Path path : paths) {
      files.put(path, Files.readAllBytes(path));
    }
    return files;
  }
}
