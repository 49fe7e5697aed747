package dev.weft.smoke;

/** What a test has started, whose account is kept when the test fails. */
interface Witness {
  /** What it saw: lines of text. */
  String testimony();

  /** Whether nothing more will come of it. */
  boolean isOver();
}
