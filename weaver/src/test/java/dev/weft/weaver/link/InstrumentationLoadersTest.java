package dev.weft.weaver.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InstrumentationLoadersTest {
  private final InstrumentationLoaders loaders =
      new InstrumentationLoaders(name -> null, InstrumentationLoadersTest.class.getClassLoader());

  /** Packages are exported to them before the first advice is linked, and are not once more. */
  @Test
  void keepsThoseOfTheJdksLoaders() {
    WeakReference<ClassLoader> boot = of(null);
    WeakReference<ClassLoader> platform = of(ClassLoader.getPlatformClassLoader());

    System.gc();

    assertThat(boot.get()).isNotNull().isSameAs(loaders.of(null));
    assertThat(platform.get())
        .isNotNull()
        .isSameAs(loaders.of(ClassLoader.getPlatformClassLoader()));
  }

  @Test
  void hasOneForEachLoader() throws Exception {
    try (URLClassLoader one = new URLClassLoader(new URL[0]);
        URLClassLoader other = new URLClassLoader(new URL[0])) {
      ClassLoader ofOne = loaders.of(one);

      assertThat(loaders.of(one)).isSameAs(ofOne);
      assertThat(loaders.of(other)).isNotSameAs(ofOne);
    }
  }

  private WeakReference<ClassLoader> of(@Nullable ClassLoader application) {
    return new WeakReference<>(loaders.of(application));
  }
}
