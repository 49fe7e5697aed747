package dev.weft.benchmarks.overhead;

/** A part of a trial. */
enum Phase {
  START("start", "Start, until the first answer"),
  LOAD("load", "Requests, as fast as they go"),
  PACED("paced", "Requests, at a fixed rate");

  private final String word;
  private final String title;

  Phase(String word, String title) {
    this.word = word;
    this.title = title;
  }

  String word() {
    return word;
  }

  String title() {
    return title;
  }

  static Phase of(String word) {
    for (Phase phase : values()) {
      if (phase.word.equals(word)) {
        return phase;
      }
    }
    throw new Refusal("no phase is called " + word + ": start, load, paced");
  }
}
