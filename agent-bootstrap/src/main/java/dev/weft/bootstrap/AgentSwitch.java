package dev.weft.bootstrap;

import java.util.Map;

/**
 * {@code otel.javaagent.enabled}: read from the system properties, the agent's arguments and the
 * environment, in this order, before anything of the agent is loaded.
 */
final class AgentSwitch {
  private static final String PROPERTY = "otel.javaagent.enabled";
  private static final String VARIABLE = "OTEL_JAVAAGENT_ENABLED";

  private AgentSwitch() {}

  /** Whether the agent may start: anything but {@code false}. */
  static boolean isOn(Map<String, String> arguments) {
    String value = System.getProperty(PROPERTY);
    if (value == null) {
      value = arguments.get(PROPERTY);
    }
    if (value == null) {
      value = System.getenv(VARIABLE);
    }
    return value == null || !value.trim().equalsIgnoreCase("false");
  }
}
