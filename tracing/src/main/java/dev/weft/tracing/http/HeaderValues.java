package dev.weft.tracing.http;

import java.util.Enumeration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Turns the ways in which libraries hand out header values into iterators. */
public final class HeaderValues {

  private HeaderValues() {}

  /** The values of an enumeration, such as the Servlet API's. */
  public static @Nullable Iterator<String> of(@Nullable Enumeration<String> values) {
    return values == null ? null : new EnumerationIterator(values);
  }

  /** The values of a list or set, such as those of {@code java.net.http}. */
  public static @Nullable Iterator<String> of(@Nullable Iterable<String> values) {
    return values == null ? null : values.iterator();
  }

  private static final class EnumerationIterator implements Iterator<String> {
    private final Enumeration<String> values;

    EnumerationIterator(Enumeration<String> values) {
      this.values = values;
    }

    @Override
    public boolean hasNext() {
      return values.hasMoreElements();
    }

    @Override
    public String next() {
      return values.nextElement();
    }
  }
}
