package dev.weft.sampler;

/** What is wrong with a rule, and where in the whole text, from 0. */
public final class WrongRule extends Exception {
  private static final long serialVersionUID = 1;

  final int column;

  /**
   * A problem.
   *
   * @param message for the user, without the place
   */
  public WrongRule(int column, String message) {
    super(message);
    this.column = column;
  }
}
