package dev.weft.weaver.link;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * One {@link InstrumentationLoader} per application loader.
 *
 * <p>Keys and values are weak. A value refers to its key strongly, so a strong value would keep the
 * application's loader for ever; it lives on through the classes that linked call sites hold. Only
 * those of the JDK's loaders, which stay anyway, are kept: packages are exported to them before any
 * call site is linked.
 */
public final class InstrumentationLoaders {
  private static final @Nullable ClassLoader PLATFORM =
      ClassLoader.getSystemClassLoader().getParent();

  private final ClassFileSource source;
  private final ClassLoader agent;
  private final ConcurrentMap<Key, WeakReference<InstrumentationLoader>> loaders =
      new ConcurrentHashMap<>();
  private final ReferenceQueue<ClassLoader> unloaded = new ReferenceQueue<>();
  private final InstrumentationLoader boot;
  private final InstrumentationLoader platform;

  /**
   * @param source the class files of instrumentations
   * @param agent the loader of the agent's own classes
   */
  public InstrumentationLoaders(ClassFileSource source, ClassLoader agent) {
    this.source = source;
    this.agent = agent;
    this.boot = new InstrumentationLoader(source, agent, null);
    this.platform = new InstrumentationLoader(source, agent, PLATFORM);
  }

  /**
   * The loader of advice for classes of this loader.
   *
   * @param application null for the boot loader
   */
  public ClassLoader of(@Nullable ClassLoader application) {
    if (application == null) {
      return boot;
    }
    if (application == PLATFORM) {
      return platform;
    }
    for (Object key = unloaded.poll(); key != null; key = unloaded.poll()) {
      loaders.remove(key);
    }
    Key key = new Key(application, unloaded);
    while (true) {
      WeakReference<InstrumentationLoader> known = loaders.get(key);
      InstrumentationLoader loader = known == null ? null : known.get();
      if (loader != null) {
        return loader;
      }
      InstrumentationLoader created = new InstrumentationLoader(source, agent, application);
      WeakReference<InstrumentationLoader> reference = new WeakReference<>(created);
      boolean won =
          known == null
              ? loaders.putIfAbsent(key, reference) == null
              : loaders.replace(key, known, reference);
      if (won) {
        return created;
      }
    }
  }

  /** Equal by identity: an application's equals and hashCode are not called. */
  private static final class Key extends WeakReference<ClassLoader> {
    private final int hash;

    Key(ClassLoader loader, ReferenceQueue<ClassLoader> queue) {
      super(loader, queue);
      this.hash = System.identityHashCode(loader);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      ClassLoader loader = get();
      return loader != null && other instanceof Key && ((Key) other).get() == loader;
    }
  }
}
