package dev.weft.weaver.match;

import org.jspecify.annotations.Nullable;

/**
 * Class loaders whose classes are not looked into: the JDK's own, ours, and those of call sites.
 */
final class IgnoredLoaders {
  private static final String[] CLASS_NAMES = {
    "sun.reflect.DelegatingClassLoader",
    "jdk.internal.reflect.DelegatingClassLoader",
    "sun.reflect.misc.MethodUtil",
    "org.codehaus.groovy.runtime.callsite.CallSiteClassLoader",
    "groovy.lang.GroovyClassLoader$InnerLoader",
  };

  private static final @Nullable ClassLoader PLATFORM =
      ClassLoader.getSystemClassLoader().getParent();

  private final ClassLoader agentLoader;
  private final boolean applicationsOwn;

  IgnoredLoaders(ClassLoader agentLoader) {
    this.agentLoader = agentLoader;
    // In tests the agent's classes lie on the application's class path.
    this.applicationsOwn = agentLoader == ClassLoader.getSystemClassLoader();
  }

  /** Loaders with nothing to weave, not even by exact name. */
  boolean containsWholly(@Nullable ClassLoader loader) {
    if (loader == null || loader == PLATFORM) {
      return false;
    }
    if (loader == agentLoader) {
      return !applicationsOwn;
    }
    String type = loader.getClass().getName();
    if (type.startsWith("dev.weft.weaver.link.")) {
      return true;
    }
    for (String ignored : CLASS_NAMES) {
      if (type.equals(ignored)) {
        return true;
      }
    }
    return false;
  }

  /** Loaders in which only exact names are woven. */
  static boolean isJdk(@Nullable ClassLoader loader) {
    return loader == null || loader == PLATFORM;
  }

  /** The loader that reads the class files which a loader sees; boot classes are seen by all. */
  static ClassLoader reading(@Nullable ClassLoader loader) {
    ClassLoader reading = loader == null ? PLATFORM : loader;
    return reading == null ? ClassLoader.getSystemClassLoader() : reading;
  }
}
