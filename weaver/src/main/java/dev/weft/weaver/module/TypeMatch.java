package dev.weft.weaver.module;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Which types are woven: exact names, or all classes below a supertype. */
public final class TypeMatch {
  private final List<String> names;
  private final boolean subtypes;

  private TypeMatch(List<String> names, boolean subtypes) {
    this.names = Collections.unmodifiableList(names);
    this.subtypes = subtypes;
  }

  /** Types of exactly these binary names: the cheap and usual way. */
  public static TypeMatch named(String... names) {
    return new TypeMatch(Arrays.asList(names), false);
  }

  /**
   * Classes (not interfaces) that extend or implement, directly or not, one of these types. Costs a
   * look at the hierarchy of every loaded class that is not ignored and declares a method of the
   * wanted names: prefer names that few classes have, and give the reason in a comment.
   */
  public static TypeMatch subtypeOf(String... names) {
    return new TypeMatch(Arrays.asList(names), true);
  }

  public List<String> names() {
    return names;
  }

  public boolean subtypes() {
    return subtypes;
  }
}
