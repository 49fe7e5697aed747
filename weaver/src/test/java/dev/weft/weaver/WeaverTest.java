package dev.weft.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.weaver.compile.PlanCompiler;
import dev.weft.weaver.compile.PlanMerger;
import dev.weft.weaver.compile.SourceModule;
import dev.weft.weaver.plan.WeavingPlan;
import dev.weft.weaver.weave.TestBridge;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeaverTest {
  private static final String CLIENT =
      """
      package app;
      public class Client {
        public String send(String text, int times) {
          if (times < 0) throw new IllegalArgumentException(text);
          return text + times;
        }
      }
      """;
  private static final String MODULE =
      """
      package dev.weft.instrumentation.sample;
      import dev.weft.weaver.module.*;
      import net.bytebuddy.asm.Advice;
      public final class SampleModule implements InstrumentationModule {
        public String name() { return "sample-1.0"; }
        public void define(ModuleDefinition definition) {
          definition.advise(TypeMatch.named("app.Client"), MethodMatch.method("send"), SendAdvice.class);
        }
        static class SendAdvice {
          @Advice.OnMethodEnter(inline = false)
          @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
          static String enter(@Advice.This app.Client client, @Advice.Argument(0) String text, @Advice.Argument(1) int times) {
            if (times == 13) throw new IllegalStateException("advice");
            Calls.add("enter " + text + " " + times);
            return text + "!";
          }
          @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
          @Advice.AssignReturned.ToReturned
          static String exit(@Advice.Enter String entered, @Advice.Return String returned, @Advice.Thrown Throwable thrown) {
            Calls.add("exit " + entered + " " + returned + " " + (thrown == null ? null : thrown.getMessage()));
            return returned == null ? null : "<" + returned + ">";
          }
        }
      }
      """;
  private static final String CALLS =
      """
      package dev.weft.instrumentation.sample;
      final class Calls {
        static void add(String call) {
          @SuppressWarnings("unchecked")
          java.util.List<String> calls = (java.util.List<String>) System.getProperties().get("weft.test.calls");
          calls.add(call);
        }
      }
      """;

  private static Instrumentation instrumentation;

  @TempDir Path advice;
  @TempDir Path application;
  private final List<String> calls = new ArrayList<>();
  private final List<URLClassLoader> loaders = new ArrayList<>();
  private @Nullable Weaver weaver;

  @BeforeAll
  static void defineBridge() throws Exception {
    instrumentation = ByteBuddyAgent.install();
    TestBridge.define();
  }

  @BeforeEach
  void compileClasses() throws IOException {
    System.getProperties().put("weft.test.calls", calls);
    SourceModule.compile(application, List.of(), CLIENT);
    SourceModule.compile(advice, List.of(application), MODULE, CALLS);
    PlanCompiler.compile(advice, loader(application, WeaverTest.class.getClassLoader()));
  }

  @AfterEach
  void uninstall() throws IOException {
    if (weaver != null) {
      weaver.uninstall();
    }
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
    System.getProperties().remove("weft.test.calls");
  }

  @Test
  void callsAdviceFromClassesThatAreLoaded() throws Exception {
    install(ModuleSwitch.DEFAULTS);
    // Classes of the same name are loaded already, by other tests.
    long wovenBefore = weaver.report().classesWoven();

    assertThat(send(client(), "hi", 2)).isEqualTo("<hi!2>");

    assertThat(calls).containsExactly("enter hi 2", "exit hi! hi!2 null");
    assertThat(weaver.report().classesWoven()).isEqualTo(wovenBefore + 1);
    assertThat(weaver.report().modulesOn()).containsOnlyKeys("sample-1.0");
    assertThat(weaver.report().modulesOff()).isEmpty();
  }

  @Test
  void retransformsOnlyLoadedClassesThatMatch() throws Exception {
    Class<?> client = client();
    assertThat(send(client, "hi", 2)).isEqualTo("hi2");
    List<String> retransformed = new ArrayList<>();
    ClassFileTransformer recorder =
        new ClassFileTransformer() {
          @Override
          public byte @Nullable [] transform(
              ClassLoader loader,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] file) {
            if (redefined != null) {
              retransformed.add(name);
            }
            return null;
          }
        };
    instrumentation.addTransformer(recorder, true);
    try {
      install(ModuleSwitch.DEFAULTS);
    } finally {
      instrumentation.removeTransformer(recorder);
    }

    assertThat(retransformed).isNotEmpty().containsOnly("app/Client");
    assertThat(send(client, "hi", 2)).isEqualTo("<hi!2>");
  }

  @Test
  void letsTheApplicationsExceptionsThroughAndKeepsItsOwn() throws Exception {
    install(ModuleSwitch.DEFAULTS);
    Class<?> client = client();

    assertThat(thrownBy(client, "bad", -1)).isEqualTo("bad!");
    assertThat(send(client, "hi", 13)).isEqualTo("<hi13>");

    assertThat(calls).containsExactly("enter bad -1", "exit bad! null bad!", "exit null hi13 null");
  }

  @Test
  void leavesClassesAloneWhoseModuleIsSwitchedOff() throws Exception {
    install(module -> false);

    assertThat(send(client(), "hi", 2)).isEqualTo("hi2");

    assertThat(weaver.report().modulesOff()).containsOnlyKeys("sample-1.0");
    assertThat(weaver.report().classesWoven()).isZero();
  }

  @Test
  void leavesABrokenClassFileToTheJvm() throws Exception {
    install(ModuleSwitch.DEFAULTS);
    ClassFileTransformer transformer = weaver.transformer();

    byte[] woven = transformer.transform(null, "app/Client", null, null, new byte[] {1, 2, 3});

    assertThat(woven).isNull();
    assertThat(weaver.report().leftAlone()).hasSize(1);
  }

  @Test
  void leavesNothingBehindWhenUninstalled() throws Exception {
    install(ModuleSwitch.DEFAULTS);
    Class<?> client = client();
    assertThat(send(client, "hi", 2)).isEqualTo("<hi!2>");

    weaver.uninstall();

    assertThat(send(client, "hi", 2)).isEqualTo("hi2");
    assertThat(send(client(), "hi", 2)).isEqualTo("hi2");
  }

  private void install(ModuleSwitch modules) throws IOException {
    WeavingPlan plan = WeavingPlan.read(PlanMerger.merge(List.of(advice)));
    URLClassLoader adviceFiles = loader(advice, null);
    weaver =
        Weaver.install(
            instrumentation,
            plan,
            modules,
            name -> {
              try (InputStream in =
                  adviceFiles.getResourceAsStream(name.replace('.', '/') + ".class")) {
                return in == null ? null : in.readAllBytes();
              }
            },
            WeaverTest.class.getClassLoader());
  }

  private Class<?> client() throws Exception {
    return loader(application, null).loadClass("app.Client");
  }

  private static Object send(Class<?> client, String text, int times) throws Exception {
    return client
        .getMethod("send", String.class, int.class)
        .invoke(client.getConstructor().newInstance(), text, times);
  }

  private static String thrownBy(Class<?> client, String text, int times) throws Exception {
    try {
      send(client, text, times);
      return "";
    } catch (java.lang.reflect.InvocationTargetException e) {
      return e.getCause().getMessage();
    }
  }

  private URLClassLoader loader(Path folder, @Nullable ClassLoader parent) throws IOException {
    URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, parent);
    loaders.add(loader);
    return loader;
  }
}
