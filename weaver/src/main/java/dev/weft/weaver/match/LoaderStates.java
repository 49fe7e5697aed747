package dev.weft.weaver.match;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of every class loader met so far, by identity and weakly: a loader that overrides
 * {@code equals} is not asked, one that is dropped takes its state along.
 */
final class LoaderStates {
  private final int modules;
  private final LoaderState boot;
  private final ConcurrentMap<Object, LoaderState> states = new ConcurrentHashMap<>();
  private final ReferenceQueue<ClassLoader> dropped = new ReferenceQueue<>();

  LoaderStates(int modules) {
    this.modules = modules;
    this.boot = new LoaderState(modules);
  }

  LoaderState of(@Nullable ClassLoader loader) {
    if (loader == null) {
      return boot;
    }
    LoaderState state = states.get(new Lookup(loader));
    return state == null ? add(loader) : state;
  }

  private LoaderState add(ClassLoader loader) {
    for (Reference<?> key = dropped.poll(); key != null; key = dropped.poll()) {
      states.remove(key);
    }
    LoaderState fresh = new LoaderState(modules);
    LoaderState other = states.putIfAbsent(new WeakKey(loader, dropped), fresh);
    return other == null ? fresh : other;
  }

  /** How many loaders are remembered, the boot loader aside. */
  int size() {
    return states.size();
  }

  /** A key that lives for one look-up. */
  private static final class Lookup {
    private final ClassLoader loader;

    Lookup(ClassLoader loader) {
      this.loader = loader;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(loader);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof WeakKey && ((WeakKey) other).get() == loader;
    }
  }

  private static final class WeakKey extends WeakReference<ClassLoader> {
    private final int hash;

    WeakKey(ClassLoader loader, ReferenceQueue<ClassLoader> queue) {
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
      return loader != null && other instanceof WeakKey && ((WeakKey) other).get() == loader;
    }
  }
}
