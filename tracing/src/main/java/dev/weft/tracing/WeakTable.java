package dev.weft.tracing;

import org.jspecify.annotations.Nullable;

/** A hash table of entries that are linked in themselves. For one thread at a time. */
public final class WeakTable<E extends WeakEntry<E>> {
  private static final int FEWEST_BUCKETS = 16;

  /** What a burst has needed is kept up to here: 4 KiB. */
  private static final int MOST_KEPT_BUCKETS = 1024;

  private @Nullable E[] buckets = empty(FEWEST_BUCKETS);
  private int size;

  public int size() {
    return size;
  }

  /** The first of the entries among which those of this hash are. */
  public @Nullable E first(int hash) {
    return buckets[hash & (buckets.length - 1)];
  }

  /** Adds an entry that is not in the table. */
  public void insert(E entry) {
    // Two buckets per entry: each other entry that is looked at is memory that is not in a cache.
    if (2 * ++size > buckets.length) {
      resize(2 * buckets.length);
    }
    link(entry);
  }

  private void link(E entry) {
    int bucket = entry.hash & (buckets.length - 1);
    entry.next = buckets[bucket];
    buckets[bucket] = entry;
  }

  /** Takes the entry out, if it is in. */
  public void remove(E entry) {
    E before = null;
    E at = first(entry.hash);
    while (at != null && at != entry) {
      before = at;
      at = at.next;
    }
    if (at == null) {
      return;
    }
    if (before == null) {
      buckets[entry.hash & (buckets.length - 1)] = entry.next;
    } else {
      before.next = entry.next;
    }
    if (--size == 0 && buckets.length > MOST_KEPT_BUCKETS) {
      buckets = empty(FEWEST_BUCKETS);
    }
  }

  private void resize(int length) {
    @Nullable E[] old = buckets;
    buckets = empty(length);
    for (E entry : old) {
      while (entry != null) {
        E next = entry.next;
        link(entry);
        entry = next;
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends WeakEntry<E>> @Nullable E[] empty(int length) {
    return (E[]) new WeakEntry<?>[length];
  }
}
