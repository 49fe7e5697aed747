package dev.weft.benchmarks.overhead;

/** Who is measured, on what. */
record Subject(App app, Jdk jdk, Contestant contestant) {
  Subject with(Contestant other) {
    return new Subject(app, jdk, other);
  }

  String fileName() {
    return app.word() + "-" + jdk.word() + "-" + contestant.word().replaceAll("\\W", "-");
  }

  @Override
  public String toString() {
    return app.word() + ", JDK " + jdk.word() + ", " + contestant.word();
  }
}
