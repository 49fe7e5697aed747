package dev.weft.agent.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Options that were set and that Weft does not have. */
public final class UnknownOptions {
  private static final String INSTRUMENTATION = "otel.instrumentation.";
  private static final String ENABLED = ".enabled";
  private static final String LOGS = "otel.logs.exporter";

  /** Set by nearly every user of OpenTelemetry's agent, and without a meaning here. */
  private static final String[] SILENT = {
    "otel.semconv-stability.opt-in", // the stable conventions are the only ones
    "otel.java.global-autoconfigure.enabled",
    "otel.javaagent.extensions",
  };

  private UnknownOptions() {}

  /** One line that lists them, or null if there is none. */
  public static @Nullable String describe(Config config) {
    Set<String> unknown = new TreeSet<>();
    Set<String> knownProperties = new HashSet<>();
    Set<String> knownVariables = new HashSet<>();
    for (String name : knownNames()) {
      knownProperties.add(name);
      knownVariables.add(Option.environmentName(name));
    }
    for (String name : config.propertyNames()) {
      if (name.startsWith("otel.") || name.startsWith("weft.")) {
        boolean toggle = name.startsWith(INSTRUMENTATION) && name.endsWith(ENABLED);
        if (!toggle && !knownProperties.contains(name) && !switchesOff(config, name)) {
          unknown.add(name);
        }
      }
    }
    for (String name : config.variableNames()) {
      if (name.startsWith("OTEL_") || name.startsWith("WEFT_")) {
        boolean toggle = name.startsWith("OTEL_INSTRUMENTATION_") && name.endsWith("_ENABLED");
        if (!toggle && !knownVariables.contains(name) && !switchesOff(config, name)) {
          unknown.add(name);
        }
      }
    }
    return unknown.isEmpty() ? null : line(unknown);
  }

  private static List<String> knownNames() {
    List<String> names = new ArrayList<>();
    for (Option<?> option : Options.all()) {
      names.add(option.name());
      names.addAll(option.formerNames());
    }
    for (String name : SILENT) {
      names.add(name);
    }
    return names;
  }

  /** {@code otel.logs.exporter=none} asks for what happens anyway. */
  private static boolean switchesOff(Config config, String name) {
    if (!name.equals(LOGS) && !name.equals(Option.environmentName(LOGS))) {
      return false;
    }
    Setting setting = config.setting(LOGS);
    return setting == null || setting.text().equalsIgnoreCase("none");
  }

  private static String line(Set<String> unknown) {
    StringBuilder line = new StringBuilder("options that Weft does not have are ignored:");
    String separator = " ";
    for (String name : unknown) {
      line.append(separator).append(Printable.shorten(name));
      separator = ", ";
    }
    return line.toString();
  }
}
