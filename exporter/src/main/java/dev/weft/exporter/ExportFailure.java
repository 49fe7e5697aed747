package dev.weft.exporter;

/** An attempt to export that failed. Immutable. */
public final class ExportFailure {
  private final long epochMillis;
  private final String why;

  ExportFailure(long epochMillis, String why) {
    this.epochMillis = epochMillis;
    this.why = why;
  }

  /** When, in milliseconds since 1970. */
  public long epochMillis() {
    return epochMillis;
  }

  /** Why, in one line that may be shown. */
  public String why() {
    return why;
  }
}
