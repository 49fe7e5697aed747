package dev.weft.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;

/** A class as applications have them. {@link CopyLoader} makes many of it. */
@SuppressWarnings("UnusedMethod") // it is there to be loaded
class Plain0000 implements Comparable<Plain0000> {
  private final List<String> names = new ArrayList<>();
  private int count;

  Plain0000() {
    add("first");
  }

  final void add(String name) {
    names.add(name);
    count += name.length();
  }

  int count() {
    return count;
  }

  @Override
  public int compareTo(Plain0000 other) {
    return Integer.compare(count, other.count);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Plain0000 plain && plain.count == count;
  }

  @Override
  public int hashCode() {
    return count;
  }

  @Override
  public String toString() {
    return names.toString();
  }
}
