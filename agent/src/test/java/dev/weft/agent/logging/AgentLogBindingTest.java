package dev.weft.agent.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In loaders of their own: in the tests' loader slf4j has a provider already. */
class AgentLogBindingTest {
  private static final String PROVIDER = "org.slf4j.spi.SLF4JServiceProvider";

  private static URLClassLoader freshLoader() throws IOException {
    List<URL> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      classPath.add(new File(entry).toURI().toURL());
    }
    return new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()) {
      @Override
      public URL findResource(String name) {
        return isService(name) ? null : super.findResource(name);
      }

      @Override
      public Enumeration<URL> findResources(String name) throws IOException {
        return isService(name) ? Collections.emptyEnumeration() : super.findResources(name);
      }

      private boolean isService(String name) {
        return name.equals("META-INF/services/" + PROVIDER);
      }
    };
  }

  private static Object newProvider(ClassLoader loader) throws ReflectiveOperationException {
    return loader
        .loadClass("dev.weft.agent.logging.AgentLoggerProvider")
        .getDeclaredConstructor()
        .newInstance();
  }

  private static void bind(ClassLoader loader, Object provider)
      throws ReflectiveOperationException {
    loader
        .loadClass("org.slf4j.AgentLogBinding")
        .getMethod("bind", loader.loadClass(PROVIDER))
        .invoke(null, provider);
  }

  private static Object factory(ClassLoader loader) throws ReflectiveOperationException {
    return loader.loadClass("org.slf4j.LoggerFactory").getMethod("getILoggerFactory").invoke(null);
  }

  @Test
  void givesSlf4jAProviderThatItWouldNotFind() throws Exception {
    try (URLClassLoader loader = freshLoader()) {
      Object provider = newProvider(loader);
      bind(loader, provider);

      assertThat(factory(loader))
          .isSameAs(provider.getClass().getMethod("getLoggerFactory").invoke(provider));
    }
  }

  @Test
  void keepsTheProviderThatIsThere() throws Exception {
    try (URLClassLoader loader = freshLoader()) {
      bind(loader, newProvider(loader));
      Object first = factory(loader);
      bind(loader, newProvider(loader));

      assertThat(factory(loader)).isSameAs(first);
    }
  }
}
