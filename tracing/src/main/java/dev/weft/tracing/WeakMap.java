package dev.weft.tracing;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A map by identity for several threads that holds its keys weakly; what the garbage collector has
 * taken is removed at the next {@code put}. An entry is one object of 40 bytes, and looking a key
 * up allocates nothing.
 */
public final class WeakMap<K, V> {
  /** Enough for threads not to meet in one. A power of two. */
  private static final int STRIPES = 16;

  private final Stripe<V>[] stripes = stripes();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  @SuppressWarnings("unchecked")
  private static <V> Stripe<V>[] stripes() {
    Stripe<V>[] stripes = (Stripe<V>[]) new Stripe<?>[STRIPES];
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe<>();
    }
    return stripes;
  }

  /** The value of a key; null if there is none. */
  public @Nullable V get(K key) {
    int hash = System.identityHashCode(key);
    return stripe(hash).get(key, hash);
  }

  /** Answers the value that the key had before. */
  public @Nullable V put(K key, V value) {
    expunge();
    Entry<V> added = new Entry<>(key, value, gone);
    return stripe(added.hash).put(added, key);
  }

  /** Like {@link #put} of a key that is not in the map, such as an object that was just made. */
  public void putNew(K key, V value) {
    expunge();
    Entry<V> added = new Entry<>(key, value, gone);
    stripe(added.hash).insert(added);
  }

  /** Leaves a value that the key has already as it is, and answers it. */
  public @Nullable V putIfAbsent(K key, V value) {
    expunge();
    Entry<V> added = new Entry<>(key, value, gone);
    return stripe(added.hash).putIfAbsent(added, key);
  }

  /** Answers the value that the key had. */
  public @Nullable V remove(K key) {
    int hash = System.identityHashCode(key);
    return stripe(hash).remove(key, hash);
  }

  /** How many keys are known, those that are gone lately included. */
  int size() {
    int size = 0;
    for (Stripe<V> stripe : stripes) {
      size += stripe.size();
    }
    return size;
  }

  private Stripe<V> stripe(int hash) {
    // By the upper bits: a stripe finds its buckets by the lower ones.
    return stripes[(hash >>> 16) & (STRIPES - 1)];
  }

  private void expunge() {
    for (Reference<?> key = gone.poll(); key != null; key = gone.poll()) {
      @SuppressWarnings("unchecked") // nothing else is in the queue
      Entry<V> entry = (Entry<V>) key;
      stripe(entry.hash).remove(entry);
    }
  }

  private static final class Entry<V> extends WeakEntry<Entry<V>> {
    V value;

    Entry(Object key, V value, ReferenceQueue<Object> gone) {
      super(Objects.requireNonNull(key), System.identityHashCode(key), gone);
      this.value = value;
    }
  }

  /** A part of the map, with a lock of its own. */
  private static final class Stripe<V> {
    private final WeakTable<Entry<V>> entries = new WeakTable<>();

    synchronized @Nullable V get(Object key, int hash) {
      Entry<V> known = find(key, hash);
      return known == null ? null : known.value;
    }

    synchronized @Nullable V put(Entry<V> added, Object key) {
      Entry<V> known = find(key, added.hash);
      if (known == null) {
        entries.insert(added);
        return null;
      }
      V before = known.value;
      known.value = added.value;
      return before;
    }

    synchronized @Nullable V putIfAbsent(Entry<V> added, Object key) {
      Entry<V> known = find(key, added.hash);
      if (known == null) {
        entries.insert(added);
        return null;
      }
      return known.value;
    }

    synchronized void insert(Entry<V> added) {
      entries.insert(added);
    }

    synchronized @Nullable V remove(Object key, int hash) {
      Entry<V> known = find(key, hash);
      if (known == null) {
        return null;
      }
      entries.remove(known);
      return known.value;
    }

    synchronized void remove(Entry<V> entry) {
      entries.remove(entry);
    }

    synchronized int size() {
      return entries.size();
    }

    private @Nullable Entry<V> find(Object key, int hash) {
      Entry<V> candidate = entries.first(hash);
      while (candidate != null && !(candidate.hash == hash && candidate.get() == key)) {
        candidate = candidate.next();
      }
      return candidate;
    }
  }
}
