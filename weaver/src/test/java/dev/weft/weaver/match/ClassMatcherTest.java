package dev.weft.weaver.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.weaver.compile.SourceModule;
import dev.weft.weaver.plan.AdviceCall;
import dev.weft.weaver.plan.AdvicePlan;
import dev.weft.weaver.plan.LibraryReference;
import dev.weft.weaver.plan.MethodRule;
import dev.weft.weaver.plan.ModuleEntry;
import dev.weft.weaver.plan.ModulePlan;
import dev.weft.weaver.plan.PlanWriter;
import dev.weft.weaver.plan.TypeRule;
import dev.weft.weaver.plan.WeavingPlan;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassMatcherTest {
  @TempDir Path library;
  @TempDir Path application;
  private final List<String> resources = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final List<URLClassLoader> loaders = new ArrayList<>();
  private ClassLoader libraryLoader;
  private ClassLoader loader;

  @BeforeEach
  void compileClasses() throws IOException {
    SourceModule.compile(
        library,
        List.of(),
        "package lib; public interface Call { void run(); }",
        "package lib; public interface LongCall extends Call { }",
        "package lib; public abstract class Base implements LongCall { public int retries; protected void retry(int times) { } }",
        "package lib; public class Timed implements LongCall { public void run() { } }",
        "package lib; public final class Client { public String send(String request) { return request; } }");
    SourceModule.compile(
        application,
        List.of(library),
        "package app; public class Direct implements lib.Call { public void run() { } }",
        "package app; public class Far extends Near { public void run() { } }",
        "package app; public class Near extends lib.Base { public void run() { } }",
        "package app; public class Plain extends java.util.ArrayList<String> implements java.io.Serializable { public void run() { } public int size() { return 0; } }",
        "package app; public abstract class Open implements lib.LongCall { int running = run(1); int run(int times) { return times; } }",
        "package app; public abstract class Idle implements lib.LongCall { public String name; public abstract void run(); void stop() { } }",
        "package app; public class Far$$EnhancerBySpringCGLIB$$1 extends Far { public void run() { } }",
        "package app; public interface Narrow extends lib.Call { }");
    libraryLoader = loader(library, null);
    loader = loader(application, libraryLoader);
  }

  @AfterEach
  void closeLoaders() throws IOException {
    for (URLClassLoader open : loaders) {
      open.close();
    }
  }

  @Test
  void matchesExactNames() throws IOException {
    ClassMatcher matcher = matcher(module("client-1.0", named("lib/Client", "send")));

    ClassMatch match = match(matcher, libraryLoader, library, "lib/Client");

    assertThat(match).isNotNull();
    assertThat(match.modules()).extracting(ModuleEntry::name).containsExactly("client-1.0");
    assertThat(match.advice(1, "send", "(Ljava/lang/String;)Ljava/lang/String;")).hasSize(1);
    assertThat(match.advice(1, "other", "()V")).isEmpty();
    assertThat(match(matcher, libraryLoader, library, "lib/Base")).isNull();
    assertThat(resources).isEmpty();
  }

  @Test
  void matchesClassesBelowASupertypeAcrossLoaders() throws IOException {
    ClassMatcher matcher = matcher(module("call-1.0", subtypeOf("lib/Call", "run")));

    assertThat(match(matcher, loader, application, "app/Direct")).isNotNull();
    assertThat(match(matcher, loader, application, "app/Far")).isNotNull();
    assertThat(match(matcher, loader, application, "app/Plain")).isNull();
    assertThat(match(matcher, libraryLoader, library, "lib/Timed")).isNotNull();
  }

  @Test
  void readsSupertypesOnlyOfClassesThatDeclareAWantedMethod() throws IOException {
    ClassMatcher matcher = matcher(module("call-1.0", subtypeOf("lib/Call", "run")));

    assertThat(match(matcher, loader, application, "app/Idle")).isNull();
    assertThat(resources).isEmpty();

    assertThat(match(matcher, loader, application, "app/Open")).isNotNull();
    assertThat(resources).contains("lib/LongCall.class");
  }

  @Test
  void doesNotMatchInterfaces() throws IOException {
    ClassMatcher matcher = matcher(module("call-1.0", subtypeOf("lib/Call", "run")));

    assertThat(match(matcher, loader, application, "app/Narrow")).isNull();
    assertThat(match(matcher, libraryLoader, library, "lib/Call")).isNull();
  }

  @Test
  void readsEachSupertypeOnce() throws IOException {
    ClassMatcher matcher = matcher(module("call-1.0", subtypeOf("lib/Call", "run")));
    match(matcher, loader, application, "app/Far");
    assertThat(resources).contains("app/Near.class", "lib/Base.class", "lib/LongCall.class");
    resources.clear();

    assertThat(match(matcher, loader, application, "app/Near")).isNotNull();
    assertThat(match(matcher, loader, application, "app/Far")).isNotNull();

    assertThat(resources).isEmpty();
  }

  @Test
  void readsNoTypeOfJavaBaseUnlessOneIsWanted() throws IOException {
    match(
        matcher(module("call-1.0", subtypeOf("lib/Call", "run"))),
        loader,
        application,
        "app/Plain");
    assertThat(resources).isEmpty();

    ClassMatcher matcher = matcher(module("list-1.0", subtypeOf("java/util/Collection", "size")));
    assertThat(match(matcher, loader, application, "app/Plain")).isNotNull();
  }

  @Test
  void passesOverGeneratedClasses() throws IOException {
    ClassMatcher matcher = matcher(module("call-1.0", subtypeOf("lib/Call", "run")));

    assertThat(match(matcher, loader, application, "app/Far$$EnhancerBySpringCGLIB$$1")).isNull();
  }

  @Test
  void takesMissingSupertypesForUnrelated() throws IOException {
    ClassMatcher matcher = matcher(module("call-1.0", subtypeOf("lib/Call", "run")));
    ClassLoader orphan = loader(application, null);

    assertThat(match(matcher, orphan, application, "app/Far")).isNull();
  }

  @Test
  void survivesLoadersThatThrow() throws IOException {
    ClassMatcher matcher = matcher(module("call-1.0", subtypeOf("lib/Call", "run")));
    ClassLoader hostile =
        new ClassLoader(null) {
          @Override
          public InputStream getResourceAsStream(String name) {
            throw new StackOverflowError();
          }
        };

    assertThat(match(matcher, hostile, application, "app/Far")).isNull();
  }

  @Test
  void readsNothingForClassesThatALoaderLoadsWhileItIsAsked() throws IOException {
    ClassMatcher matcher =
        matcher(
            module("call-1.0", subtypeOf("lib/Call", "run")),
            module("client-1.0", named("lib/Client", "send")));
    List<@Nullable ClassMatch> nested = new ArrayList<>();
    ClassLoader reentrant =
        new ClassLoader(loader) {
          @Override
          public @Nullable InputStream getResourceAsStream(String name) {
            try {
              nested.add(match(matcher, this, application, "app/Near"));
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
            return super.getResourceAsStream(name);
          }
        };

    assertThat(match(matcher, reentrant, application, "app/Far")).isNotNull();
    assertThat(nested).isNotEmpty().containsOnlyNulls();
    assertThat(match(matcher, reentrant, application, "app/Near")).isNotNull();
  }

  @Test
  void leavesAloneWhatALoaderLoadsWhileItIsAskedUntilTheModuleIsDecided() throws IOException {
    ClassMatcher matcher =
        matcher(
            module("call-1.0", subtypeOf("lib/Call", "run")),
            module("client-1.0", named("lib/Client", "send")));
    ClassLoader reentrant =
        new ClassLoader(loader) {
          @Override
          public @Nullable InputStream getResourceAsStream(String name) {
            try {
              assertThat(match(matcher, this, library, "lib/Client")).isNull();
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
            return super.getResourceAsStream(name);
          }
        };

    match(matcher, reentrant, application, "app/Direct");

    assertThat(events).contains("undecided client-1.0");
    assertThat(match(matcher, reentrant, library, "lib/Client")).isNotNull();
  }

  @Test
  void saysWhichMemberTheLibraryLacks() throws IOException {
    ClassMatcher matcher =
        matcher(
            module(
                "client-1.0",
                named("lib/Client", "send"),
                LibraryReference.type("lib/Base"),
                LibraryReference.member("lib/Base", "run", "()V"),
                LibraryReference.member("lib/Base", "retries", "I"),
                LibraryReference.member("lib/Client", "toString", "()Ljava/lang/String;"),
                LibraryReference.member("lib/Client", "send", "(I[[JLlib/Call;)V")));

    assertThat(match(matcher, libraryLoader, library, "lib/Client")).isNull();
    assertThat(match(matcher, libraryLoader, library, "lib/Client")).isNull();

    assertThat(events)
        .containsExactly("off client-1.0 lib.Client.send(int, long[][], lib.Call) missing");
  }

  @Test
  void saysWhatTheLibraryHasMadeAnInterfaceOrAClass() throws IOException {
    ClassMatcher matcher =
        matcher(
            module(
                "class-1.0",
                named("lib/Client", "send"),
                LibraryReference.call("lib/Base", "run", "()V", false),
                LibraryReference.call("lib/Call", "run", "()V", false)),
            module(
                "interface-1.0",
                named("lib/Client", "send"),
                LibraryReference.call("lib/Call", "run", "()V", true),
                LibraryReference.call("lib/Base", "run", "()V", true)));

    assertThat(match(matcher, libraryLoader, library, "lib/Client")).isNull();

    assertThat(events)
        .containsExactly(
            "off class-1.0 lib.Call is an interface", "off interface-1.0 lib.Base is a class");
  }

  @Test
  void tellsTheFirstMatchInEachLoader() throws IOException {
    ClassMatcher matcher =
        matcher(
            module(
                "client-1.0",
                named("lib/Client", "send"),
                LibraryReference.member("lib/Base", "retry", "(I)V")));

    match(matcher, libraryLoader, library, "lib/Client");
    match(matcher, libraryLoader, library, "lib/Client");
    match(matcher, loader, library, "lib/Client");

    assertThat(events)
        .containsExactly(
            "turning on client-1.0", "on client-1.0", "turning on client-1.0", "on client-1.0");
  }

  @Test
  void honoursRequiredAndExcludedClasses() throws IOException {
    ModuleEntry requires = module("a", List.of("lib/Next"), List.of(), named("lib/Client", "send"));
    ModuleEntry excludes = module("b", List.of(), List.of("lib/Base"), named("lib/Client", "send"));

    assertThat(match(matcher(requires, excludes), libraryLoader, library, "lib/Client")).isNull();

    assertThat(events)
        .containsExactly("not concerned a lib.Next missing", "not concerned b lib.Base present");
  }

  @Test
  void decodesNoModuleWhoseLibraryIsAbsent() throws IOException {
    ModuleEntry absent =
        module("absent-1.0", subtypeOf("gone/Type", "run"), LibraryReference.type("gone/Type"));
    ModuleEntry present = module("client-1.0", named("lib/Client", "send"));
    ClassMatcher matcher = matcher(absent, present);

    match(matcher, loader, application, "app/Far");
    match(matcher, libraryLoader, library, "lib/Client");

    List<ModuleEntry> modules = index;
    assertThat(modules.get(0).isRead()).isFalse();
    assertThat(modules.get(1).isRead()).isTrue();
  }

  @Test
  void refusesABrokenClassFile() {
    ClassMatcher matcher = matcher(module("client-1.0", named("lib/Client", "send")));

    assertThatThrownBy(() -> matcher.match(loader, "lib/Client", new byte[] {1, 2, 3, 4, 5, 6}))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void tellsOfLoadedClassesWithoutReadingAny() throws Exception {
    ClassMatcher matcher =
        matcher(
            module("call-1.0", subtypeOf("lib/Call", "run")),
            module("client-1.0", named("lib/Client", "send")));
    Class<?> far = loader.loadClass("app.Far");
    resources.clear();

    assertThat(matcher.concerns(far)).isTrue();
    assertThat(matcher.concerns(loader.loadClass("lib.Client"))).isTrue();
    assertThat(matcher.concerns(loader.loadClass("app.Plain"))).isFalse();
    assertThat(matcher.concerns(loader.loadClass("lib.LongCall"))).isFalse();
    assertThat(matcher.concerns(java.util.ArrayList.class)).isFalse();
    assertThat(resources).isEmpty();
  }

  private List<ModuleEntry> index = List.of();

  private ClassMatcher matcher(ModuleEntry... modules) {
    index = WeavingPlan.read(WeavingPlan.write(List.of(modules))).modules();
    return new ClassMatcher(index, new ClassLoader(null) {}, new RecordedEvents());
  }

  private static @Nullable ClassMatch match(
      ClassMatcher matcher, ClassLoader loader, Path folder, String name) throws IOException {
    return matcher.match(loader, name, Files.readAllBytes(folder.resolve(name + ".class")));
  }

  private static TypeRule named(String type, String method) {
    return rule(type, false, method);
  }

  private static TypeRule subtypeOf(String type, String method) {
    return rule(type, true, method);
  }

  private static TypeRule rule(String type, boolean subtypes, String method) {
    AdviceCall enter = new AdviceCall(0, "weft$enter", List.of(), List.of());
    AdvicePlan advice = new AdvicePlan("advice." + method, enter, null, false);
    return new TypeRule(
        List.of(type), subtypes, new MethodRule(List.of(method), null, null, false), advice);
  }

  private static ModuleEntry module(String name, TypeRule rule, LibraryReference... references) {
    ModulePlan plan =
        new ModulePlan(List.of(rule), List.of(references), List.of(), List.of(), List.of());
    return PlanWriter.module(name, List.of(), true, plan, 1);
  }

  private static ModuleEntry module(
      String name, List<String> requires, List<String> excludes, TypeRule rule) {
    ModulePlan plan = new ModulePlan(List.of(rule), List.of(), requires, excludes, List.of());
    return PlanWriter.module(name, List.of(), true, plan, 1);
  }

  private URLClassLoader loader(Path folder, @Nullable ClassLoader parent) throws IOException {
    URLClassLoader recording =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, parent) {
          @Override
          public @Nullable InputStream getResourceAsStream(String name) {
            resources.add(name);
            return super.getResourceAsStream(name);
          }
        };
    loaders.add(recording);
    return recording;
  }

  private final class RecordedEvents implements ModuleEvents {
    @Override
    public void turningOn(ModuleEntry module, @Nullable ClassLoader loader) {
      events.add("turning on " + module.name());
    }

    @Override
    public void on(ModuleEntry module, @Nullable ClassLoader loader) {
      events.add("on " + module.name());
    }

    @Override
    public void off(ModuleEntry module, @Nullable ClassLoader loader, String reason) {
      events.add("off " + module.name() + " " + reason);
    }

    @Override
    public void notConcerned(ModuleEntry module, @Nullable ClassLoader loader, String reason) {
      events.add("not concerned " + module.name() + " " + reason);
    }

    @Override
    public void undecided(ModuleEntry module, @Nullable ClassLoader loader) {
      events.add("undecided " + module.name());
    }
  }
}
