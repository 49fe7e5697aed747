package dev.weft.agent.governor;

/** Where readings come from. For one thread. */
public interface ReadingSource {

  /** Reads what has been since the last call. */
  Reading read();

  /** What the readings rest on, for {@code status}. */
  String basis();
}
