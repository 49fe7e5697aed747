package dev.weft.agent.governor;

/** Finds what this JVM can be read by. */
final class Sources {

  private Sources() {}

  /** The beans of {@code java.lang.management} where they are there, else {@link Runtime}. */
  static ReadingSource best() {
    try {
      ReadingSource beans = new BeanReadings();
      beans.read();
      return beans;
    } catch (Throwable t) {
      // A run-time image without the module java.management, or one that refuses.
      return new RuntimeReadings();
    }
  }
}
