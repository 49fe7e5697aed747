package dev.weft.weaver.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.instrumentation.linked.LinkedAdvice;
import dev.weft.weaver.weave.TestBridge;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OldClassSitesTest {
  private static final String ADVICE = LinkedAdvice.class.getName();

  private final InstrumentationLoaders loaders =
      new InstrumentationLoaders(
          OldClassSitesTest::classFile, OldClassSitesTest.class.getClassLoader());
  private final AdviceTable table = handle -> new AdviceTarget("old", ADVICE, "weft$enter");
  private final OldClassSites sites = new OldClassSites(table, new Linker(table, loaders));

  @BeforeAll
  static void defineTheBridge() throws Exception {
    TestBridge.define();
  }

  @Test
  void leadsToAdvice() throws Exception {
    assertThat(calledFrom(new Application())).isEqualTo("advised x");
  }

  /** What advice has noted of calls under way is in its statics. */
  @Test
  void keepsAdviceAsLongAsItsCaller() throws Exception {
    Application application = new Application();
    calledFrom(application);
    WeakReference<Class<?>> advice = adviceFor(application);

    awaitUnloading(adviceFor(new Application()));

    assertThat(advice.get()).isNotNull();
    assertThat(adviceFor(application).get()).isSameAs(advice.get());
  }

  @Test
  void keepsNoCallerAlive() throws Exception {
    awaitUnloading(calledFromOneThatIsDropped());
  }

  private WeakReference<?> calledFromOneThatIsDropped() throws Exception {
    Application application = new Application();
    calledFrom(application);
    return new WeakReference<>(application);
  }

  private Object calledFrom(Application application) throws Exception {
    Class<?> caller = application.loadClass(Caller.class.getName());
    int site = sites.add(1, caller.getClassLoader(), caller.getName().replace('.', '/'));
    @SuppressWarnings("unchecked")
    Function<Object[], Object>[] all =
        (Function<Object[], Object>[])
            Class.forName("java.lang.WeftBridge").getField("sites").get(null);
    return all[site].apply(new Object[] {"x"});
  }

  private WeakReference<Class<?>> adviceFor(Application application) throws Exception {
    return new WeakReference<>(Class.forName(ADVICE, true, loaders.of(application)));
  }

  private static void awaitUnloading(WeakReference<?> reference) {
    long end = System.nanoTime() + 30_000_000_000L;
    while (reference.get() != null && System.nanoTime() - end < 0) {
      System.gc();
    }
    assertThat(reference.get()).isNull();
  }

  private static byte[] classFile(String name) throws IOException {
    String resource = name.replace('.', '/') + ".class";
    try (InputStream in = OldClassSitesTest.class.getClassLoader().getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    }
  }

  /** Stands in for a class whose file is too old. */
  static final class Caller {}

  /** Has a {@link Caller} of its own. */
  private static final class Application extends ClassLoader {
    Application() throws IOException {
      super(OldClassSitesTest.class.getClassLoader());
      byte[] file = classFile(Caller.class.getName());
      defineClass(Caller.class.getName(), file, 0, file.length);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      Class<?> own = findLoadedClass(name);
      return own == null ? super.loadClass(name, resolve) : own;
    }
  }
}
