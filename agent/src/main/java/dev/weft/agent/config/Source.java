package dev.weft.agent.config;

/** Where a value comes from, the strongest first. */
public enum Source {
  RUN_TIME("run time"),
  SYSTEM_PROPERTY("system property"),
  AGENT_ARGUMENT("agent argument"),
  ENVIRONMENT("environment"),
  FILE("file"),
  DEFAULT("default");

  private final String description;

  Source(String description) {
    this.description = description;
  }

  /** The source in a word or two. */
  public String description() {
    return description;
  }
}
