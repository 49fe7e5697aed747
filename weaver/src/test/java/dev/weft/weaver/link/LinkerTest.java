package dev.weft.weaver.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.instrumentation.linked.LinkedAdvice;
import java.io.InputStream;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkerTest {
  private static final MethodType TYPE = MethodType.genericMethodType(1);
  private static final String ADVICE = LinkedAdvice.class.getName();

  private final InstrumentationLoaders loaders =
      new InstrumentationLoaders(LinkerTest::classFile, LinkerTest.class.getClassLoader());

  @AfterEach
  void removeHook() {
    System.getProperties().remove("weft.test.hook");
    Thread.interrupted();
  }

  @Test
  void callsAdviceInALoaderBesideTheApplications() throws Throwable {
    assertThat(site(linker("calls", "weft$enter")).invoke("x")).isEqualTo("advised x");
    Class<?> advice = Class.forName(ADVICE, false, loaders.of(getClass().getClassLoader()));
    assertThat(advice).isNotSameAs(LinkedAdvice.class);
  }

  @Test
  void callsNothingForAHandleThatNobodyHas() throws Throwable {
    assertThat(site(new Linker(handle -> null, loaders)).invoke("x")).isNull();
  }

  @Test
  void callsNothingWhereAdviceIsMissing() throws Throwable {
    assertThat(site(linker("missing", "weft$none")).invoke("x")).isNull();
  }

  @Test
  void linksASiteThatWasReachedDuringLinkingLater() throws Throwable {
    Linker linker = linker("later", "weft$enter");
    AtomicReference<MethodHandle> inner = new AtomicReference<>();
    AtomicReference<Object> answer = new AtomicReference<>("not called");
    hook(
        () -> {
          try {
            inner.set(site(linker));
            answer.set(inner.get().invoke("inner"));
          } catch (Throwable e) {
            answer.set(e);
          }
        });
    assertThat(site(linker).invoke("outer")).isEqualTo("advised outer");
    assertThat(answer.get()).isNull();
    assertThat(inner.get().invoke("inner")).isEqualTo("advised inner");
  }

  @Test
  void keepsTheInterruptAndTheContextClassLoader() throws Throwable {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    AtomicReference<Boolean> seen = new AtomicReference<>();
    hook(
        () -> {
          seen.set(Thread.currentThread().isInterrupted());
          Thread.currentThread().setContextClassLoader(null);
        });
    Thread.currentThread().interrupt();
    MethodHandle site = site(linker("interrupted", "weft$enter"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(seen.get()).isFalse();
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    assertThat(site.invoke("x")).isEqualTo("advised x");
  }

  @Test
  void linksAgainAfterTheMemoryWasAtItsEnd() throws Throwable {
    AtomicReference<Error> passing = new AtomicReference<>(new OutOfMemoryError());
    Linker linker =
        new Linker(
            handle -> {
              Error error = passing.getAndSet(null);
              if (error != null) {
                throw error;
              }
              return new AdviceTarget("memory", ADVICE, "weft$enter");
            },
            loaders);
    assertThat(site(linker).invoke("x")).isEqualTo("advised x");
  }

  @Test
  void switchesAModuleOffAfterItsFailures() throws Throwable {
    MethodHandle site = site(linker("failing", "weft$enter"));
    for (int i = 0; i < AdviceFailures.LIMIT; i++) {
      assertThat(site.invoke("x")).isEqualTo("advised x");
      AdviceFailures.report("failing", new HostileException());
    }
    assertThat(AdviceFailures.count("failing")).isEqualTo(AdviceFailures.LIMIT);
    assertThat(AdviceFailures.isOff("failing")).isTrue();
    assertThat(site.invoke("x")).isNull();
    assertThat(site(linker("failing", "weft$enter")).invoke("x")).isNull();
  }

  @Test
  void keepsNoApplicationLoaderAlive() throws Exception {
    WeakReference<ClassLoader> dropped = loadBesideADroppedLoader();
    long end = System.nanoTime() + 10_000_000_000L;
    while (dropped.get() != null && System.nanoTime() < end) {
      System.gc();
    }
    assertThat(dropped.get()).isNull();
  }

  private WeakReference<ClassLoader> loadBesideADroppedLoader() throws Exception {
    ClassLoader application = new ClassLoader(getClass().getClassLoader()) {};
    Class.forName(ADVICE, true, loaders.of(application));
    return new WeakReference<>(application);
  }

  @Test
  void findsAdviceForClassesOfTheBootLoader() throws Exception {
    assertThat(loaders.of(null).loadClass(ADVICE)).isNotSameAs(LinkedAdvice.class);
    assertThat(loaders.of(null)).isSameAs(loaders.of(null));
  }

  private static void hook(Runnable hook) {
    System.getProperties().put("weft.test.hook", hook);
  }

  private Linker linker(String module, String adapter) {
    return new Linker(handle -> new AdviceTarget(module, ADVICE, adapter), loaders);
  }

  private static MethodHandle site(Linker linker) {
    CallSite site = linker.apply(new Object[] {MethodHandles.lookup(), "enter", TYPE, 1});
    return site.dynamicInvoker();
  }

  private static byte[] classFile(String name) throws java.io.IOException {
    String resource = name.replace('.', '/') + ".class";
    try (InputStream in = LinkerTest.class.getClassLoader().getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    }
  }

  private static final class HostileException extends RuntimeException {
    @Override
    public String getMessage() {
      throw new IllegalStateException("asked for a message");
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("asked for a trace");
    }
  }
}
