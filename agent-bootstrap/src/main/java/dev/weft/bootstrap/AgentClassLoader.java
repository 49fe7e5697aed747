package dev.weft.bootstrap;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Loads everything of the agent's own and its dependencies, out of the application's sight.
 *
 * <p>Its own classes come first, so that nothing that someone put on the boot class path takes
 * their place; then the bootstrap's, which the system class loader has; then the JDK's modules. The
 * application is never asked.
 */
public final class AgentClassLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String BOOTSTRAP = "dev.weft.bootstrap.";

  private final AgentJar jar;
  private final ProtectionDomain domain;

  /** Only Java 9 and later define a class's package by themselves. */
  private final boolean definesPackages =
      System.getProperty("java.specification.version", "").startsWith("1.");

  AgentClassLoader(AgentJar jar, @Nullable ClassLoader parent) throws IOException {
    super(parent);
    this.jar = jar;
    Permissions all = new Permissions();
    all.add(new AllPermission());
    URL location = jar.file().toURI().toURL();
    this.domain = new ProtectionDomain(new CodeSource(location, (Certificate[]) null), all);
  }

  /** A loader for the agent's jar. */
  static AgentClassLoader open(File jar) throws IOException {
    return new AgentClassLoader(new AgentJar(jar), platformLoader());
  }

  /**
   * The class file of a class in this loader, which the loader itself has not necessarily loaded.
   *
   * @return null if there is none, or if the jar can no longer be read
   */
  public byte @Nullable [] classFile(String binaryName) {
    try {
      return jar.classFile(binaryName);
    } catch (IOException unreadable) {
      return null;
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("java.")) {
      synchronized (getClassLoadingLock(name)) {
        Class<?> own = findLoadedClass(name);
        if (own == null) {
          own = define(name);
        }
        if (own != null) {
          return own;
        }
      }
      if (name.startsWith(BOOTSTRAP)) {
        return Class.forName(name, false, AgentClassLoader.class.getClassLoader());
      }
    }
    return super.loadClass(name, resolve);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    throw new ClassNotFoundException(name); // loadClass has looked
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own != null ? own : super.getResource(name);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] own;
    try {
      own = jar.resource(name);
    } catch (IOException unreadable) {
      return null;
    }
    return own != null ? new ByteArrayInputStream(own) : super.getResourceAsStream(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    return jar.has(name) ? AgentResource.url(jar, name) : null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL own = findResource(name);
    return own == null
        ? Collections.<URL>emptyEnumeration()
        : Collections.enumeration(Collections.singleton(own));
  }

  private @Nullable Class<?> define(String name) throws ClassNotFoundException {
    byte[] classFile;
    try {
      classFile = jar.classFile(name);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (classFile == null) {
      return null;
    }
    if (definesPackages) {
      definePackageOf(name);
    }
    return defineClass(name, classFile, 0, classFile.length, domain);
  }

  private void definePackageOf(String className) {
    int dot = className.lastIndexOf('.');
    if (dot > 0 && getPackage(className.substring(0, dot)) == null) {
      try {
        definePackage(className.substring(0, dot), null, null, null, null, null, null, null);
      } catch (IllegalArgumentException anotherThreadWasFaster) {
        // The package is there, which is all that we want.
      }
    }
  }

  /**
   * The loader of the JDK's modules that the boot loader does not have, such as java.sql; null, the
   * boot loader, on Java 8, where the next one is open to jars that users drop into the JDK.
   */
  private static @Nullable ClassLoader platformLoader() {
    if (System.getProperty("java.specification.version", "").startsWith("1.")) {
      return null;
    }
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    while (loader.getParent() != null) {
      loader = loader.getParent();
    }
    return loader == AgentClassLoader.class.getClassLoader() ? null : loader;
  }
}
