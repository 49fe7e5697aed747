package dev.weft.agent.config;

/** A value as the user wrote it, and where. */
public final class Setting {
  private final String text;
  private final Source source;

  Setting(String text, Source source) {
    this.text = text;
    this.source = source;
  }

  /** The value, trimmed and not empty. */
  public String text() {
    return text;
  }

  /** Where it was found. */
  public Source source() {
    return source;
  }
}
