package dev.weft.tracing;

import com.blogspot.mydailyjava.weaklockfree.WeakConcurrentMap;

/**
 * A map by identity for several threads that holds its keys weakly; what the garbage collector has
 * taken is removed at the next {@code put}. Looking a key up allocates nothing: each thread keeps
 * an object for that, which the library spares in class loaders that may be unloaded.
 */
public final class WeakMap<K, V> extends WeakConcurrentMap<K, V> {
  private static final boolean CLEANER_THREAD = false;
  private static final boolean REUSE_KEYS = true;

  public WeakMap() {
    super(CLEANER_THREAD, REUSE_KEYS);
  }

  @Override
  public V put(K key, V value) {
    expungeStaleEntries();
    return super.put(key, value);
  }

  @Override
  public V putIfProbablyAbsent(K key, V value) {
    expungeStaleEntries();
    return super.putIfProbablyAbsent(key, value);
  }
}
