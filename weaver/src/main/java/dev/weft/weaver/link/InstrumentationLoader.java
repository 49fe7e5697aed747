package dev.weft.weaver.link;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Holds advice and helper classes beside the classes of one application loader.
 *
 * <p>Instrumentations are defined here, so that they see the application's version of their
 * library; the agent's own packages come from the agent, whatever the application has of the same
 * name; all else is the application's.
 */
final class InstrumentationLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String INSTRUMENTATION = "dev.weft.instrumentation.";
  private static final String[] AGENT = {
    "dev.weft.", "io.opentelemetry.", "org.slf4j.", "com.blogspot.mydailyjava."
  };

  private final ClassFileSource source;
  private final ClassLoader agent;
  private final @Nullable ClassLoader application;

  /**
   * @param application the loader of woven classes; null for the boot loader
   */
  InstrumentationLoader(
      ClassFileSource source, ClassLoader agent, @Nullable ClassLoader application) {
    super(agent);
    this.source = source;
    this.agent = agent;
    this.application = application;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(INSTRUMENTATION)) {
      return ownClass(name);
    }
    if (application == null || isAgentClass(name)) {
      return agent.loadClass(name);
    }
    return application.loadClass(name);
  }

  private Class<?> ownClass(String name) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] classFile = read(name);
      // The agent's domain: advice has the agent's permissions where a security manager asks.
      return defineClass(
          name, classFile, 0, classFile.length, InstrumentationLoader.class.getProtectionDomain());
    }
  }

  private byte[] read(String name) throws ClassNotFoundException {
    byte[] classFile;
    try {
      classFile = source.classFile(name);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (classFile == null) {
      throw new ClassNotFoundException(name);
    }
    return classFile;
  }

  private static boolean isAgentClass(String name) {
    for (String prefix : AGENT) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
