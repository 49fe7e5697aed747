package dev.weft.tracing;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What is made of texts, by the text and something that tells equal texts apart. Each has one
 * place, and the newest owner keeps it: bounded without bookkeeping, never locked, and right where
 * few texts come again and again.
 *
 * @param <Q> what tells equal texts apart, with {@code equals} and {@code hashCode}
 * @param <V> what is made of them
 */
public abstract class LatestByText<Q, V> {
  private final AtomicReferenceArray<Entry<Q, V>> entries;
  private final int longest;

  /**
   * Empty.
   *
   * @param places how many texts are kept, a power of two
   * @param longest characters; longer ones are not kept
   */
  protected LatestByText(int places, int longest) {
    this.entries = new AtomicReferenceArray<>(places);
    this.longest = longest;
  }

  /** Makes it anew, for every text that is not kept. */
  protected abstract V make(String text, Q qualifier);

  /** What was made of this text, or is now. */
  public final V get(String text, Q qualifier) {
    if (text.length() > longest) {
      return make(text, qualifier);
    }
    int hash = 31 * qualifier.hashCode() + text.hashCode();
    int place = (hash ^ hash >>> 16) & entries.length() - 1;
    Entry<Q, V> entry = entries.get(place);
    if (entry != null && entry.text.equals(text) && entry.qualifier.equals(qualifier)) {
      return entry.value;
    }
    V value = make(text, qualifier);
    entries.set(place, new Entry<>(text, qualifier, value));
    return value;
  }

  private static final class Entry<Q, V> {
    final String text;
    final Q qualifier;
    final V value;

    Entry(String text, Q qualifier, V value) {
      this.text = text;
      this.qualifier = qualifier;
      this.value = value;
    }
  }
}
