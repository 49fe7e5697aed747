package dev.weft.agent.logging.jul;

/** The levels of {@code java.util.logging}, each with its slf4j counterpart. */
public final class Level {
  public static final Level SEVERE = new Level(org.slf4j.event.Level.ERROR);
  public static final Level WARNING = new Level(org.slf4j.event.Level.WARN);
  public static final Level INFO = new Level(org.slf4j.event.Level.INFO);
  public static final Level CONFIG = new Level(org.slf4j.event.Level.DEBUG);
  public static final Level FINE = new Level(org.slf4j.event.Level.DEBUG);
  public static final Level FINER = new Level(org.slf4j.event.Level.TRACE);
  public static final Level FINEST = new Level(org.slf4j.event.Level.TRACE);

  final org.slf4j.event.Level counterpart;

  private Level(org.slf4j.event.Level counterpart) {
    this.counterpart = counterpart;
  }
}
