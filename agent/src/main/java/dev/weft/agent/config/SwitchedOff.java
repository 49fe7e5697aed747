package dev.weft.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Instrumentations that the user has switched off. */
public final class SwitchedOff {
  private static final String PROPERTY = "otel.instrumentation.";
  private static final String VARIABLE = "OTEL_INSTRUMENTATION_";

  private SwitchedOff() {}

  /** Their names as the user wrote them; {@code all others} for the common switch. */
  public static List<String> of(Config config) {
    Set<String> names = new TreeSet<>();
    for (String property : config.propertyNames()) {
      if (property.startsWith(PROPERTY) && property.endsWith(".enabled")) {
        add(names, config, property, PROPERTY);
      }
    }
    for (String variable : config.variableNames()) {
      if (variable.startsWith(VARIABLE) && variable.endsWith("_ENABLED")) {
        String property = variable.toLowerCase(Locale.ROOT).replace('_', '.');
        add(names, config, property, PROPERTY);
      }
    }
    List<String> all = new ArrayList<>(names);
    if (!config.get(Options.INSTRUMENTATION_DEFAULT)) {
      all.add("all others");
    }
    return all;
  }

  private static void add(Set<String> names, Config config, String property, String prefix) {
    Setting setting = config.setting(property);
    boolean common = property.startsWith("otel.instrumentation.common.");
    if (!common && setting != null && setting.text().equalsIgnoreCase("false")) {
      names.add(property.substring(prefix.length(), property.length() - ".enabled".length()));
    }
  }
}
