package dev.weft.weaver.plan;

/** One value that woven code passes to an advice. */
public final class Binding {
  /** Where the value comes from. */
  public enum Kind {
    /** The instance; null in a static method, not available on entry to a constructor. */
    THIS,
    /** The argument of number {@link Binding#index()}, as it was on entry to the method. */
    ARGUMENT,
    /** A new {@code Object[]} of all arguments, as they were on entry. */
    ALL_ARGUMENTS,
    /** What the method returned; null where it threw or returns void. */
    RETURN,
    /** What the method threw; null where it returned. */
    THROWN,
    /** What the enter advice answered; null where there was none or it failed. */
    ENTER,
    /** The woven method's name, a String. */
    METHOD_NAME,
    /** The class that declares the woven method, a {@code Class}. */
    DECLARING_CLASS
  }

  private final Kind kind;
  private final int index;

  private Binding(Kind kind, int index) {
    this.kind = kind;
    this.index = index;
  }

  public static Binding of(Kind kind) {
    return new Binding(kind, -1);
  }

  /** An argument of the woven method, counted from 0 without {@code this}. */
  public static Binding argument(int index) {
    return new Binding(Kind.ARGUMENT, index);
  }

  public Kind kind() {
    return kind;
  }

  /** The argument's number for {@link Kind#ARGUMENT}, else -1. */
  public int index() {
    return index;
  }
}
