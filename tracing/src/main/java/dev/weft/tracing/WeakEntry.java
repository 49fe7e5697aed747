package dev.weft.tracing;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * An object that is held weakly, with what is known of it: a link in a {@link WeakTable}, so that
 * the table allocates nothing beside it.
 *
 * @param <E> the entry's own class
 */
public abstract class WeakEntry<E extends WeakEntry<E>> extends WeakReference<Object> {
  /** By identity, as no code of the application's is to be called. */
  public final int hash;

  /** In the same bucket. */
  @Nullable E next;

  /**
   * @param gone gets the entry when the garbage collector has taken the object
   */
  protected WeakEntry(Object object, int hash, ReferenceQueue<Object> gone) {
    super(object, gone);
    this.hash = hash;
  }

  /** Another candidate for the hash that {@link WeakTable#first} was asked for. */
  public final @Nullable E next() {
    return next;
  }
}
