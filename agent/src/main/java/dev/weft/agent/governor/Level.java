package dev.weft.agent.governor;

/** How much is recorded, from everything to nothing. */
public enum Level {
  /** As configured. */
  FULL("everything is recorded as configured"),
  /** No captured headers, no stack traces, values of 512 characters at most. */
  DETAILS("details are left out (captured headers, stack traces, long values)"),
  /** Also: a tenth of the traces that would be sampled, and nothing is recorded for rescue. */
  SAMPLING("a tenth of the sampled traces is recorded, without details and rescue"),
  /** New operations make no spans; context is passed on. */
  OFF("nothing is recorded, context is passed on");

  private final String description;

  Level(String description) {
    this.description = description;
  }

  /** What happens on this level, for log lines. */
  public String description() {
    return description;
  }

  boolean isLast() {
    return this == OFF;
  }

  Level down() {
    return values()[ordinal() + 1];
  }

  Level up() {
    return values()[ordinal() - 1];
  }
}
