package dev.weft.weaver.plan;

/**
 * A value of the woven method that an advice's answer replaces. A null answer, or a null element,
 * replaces nothing.
 */
public final class Assignment {
  /** The number that stands for the returned value in {@link #target()}. */
  public static final int RETURNED = -1;

  private final int target;
  private final int element;

  /**
   * @param target the argument's number, or {@link #RETURNED}
   * @param element the element of the answered {@code Object[]}, or -1 where the answer itself is
   *     the value
   */
  public Assignment(int target, int element) {
    this.target = target;
    this.element = element;
  }

  public int target() {
    return target;
  }

  public int element() {
    return element;
  }
}
