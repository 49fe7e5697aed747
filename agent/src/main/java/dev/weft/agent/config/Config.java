package dev.weft.agent.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of all options, as they were when it was read: a system property beats an agent
 * argument, which beats an environment variable, which beats the file. An empty value is none.
 *
 * <p>A value that its option does not accept is a {@linkplain #problems() problem}, and the default
 * counts. Safe for use by several threads.
 */
public final class Config {
  private final Map<String, String> overrides;
  private final Map<String, String> properties;
  private final Map<String, String> arguments;
  private final Map<String, String> environment;
  private final Map<String, String> file;
  private final Problems problems = new Problems();

  private Config(
      Map<String, String> overrides,
      Map<String, String> properties,
      Map<String, String> arguments,
      Map<String, String> environment) {
    this.overrides = overrides;
    this.properties = properties;
    this.arguments = arguments;
    this.environment = environment;
    Setting path = lookup(Options.CONFIGURATION_FILE.name(), Collections.emptyMap());
    this.file = path == null ? Collections.emptyMap() : ConfigFile.read(path.text(), problems);
  }

  /**
   * Reads this JVM's configuration.
   *
   * @param arguments what follows {@code -javaagent:weft-agent.jar=}
   */
  public static Config read(Map<String, String> arguments) {
    Map<String, String> properties = new HashMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("otel.") || name.startsWith("weft.")) {
        properties.put(name, System.getProperty(name, ""));
      }
    }
    return new Config(
        Collections.emptyMap(), properties, new HashMap<>(arguments), System.getenv());
  }

  /**
   * The configuration as it is now: the file is read again, and what has been set at run time beats
   * all else. With problems of its own.
   */
  public Config changed(Map<String, String> setAtRunTime) {
    return new Config(new HashMap<>(setAtRunTime), properties, arguments, environment);
  }

  /** A configuration from given values. */
  public static Config of(
      Map<String, String> properties,
      Map<String, String> arguments,
      Map<String, String> environment) {
    return new Config(
        Collections.emptyMap(),
        new HashMap<>(properties),
        new HashMap<>(arguments),
        new HashMap<>(environment));
  }

  /** The option's value, or its default; for options that have one. */
  public <T> T get(Option<T> option) {
    T value = find(option);
    if (value != null) {
      return value;
    }
    String text = option.defaultText();
    if (text == null) {
      throw new IllegalStateException(option.name() + " has no default");
    }
    return option.type().parse(text);
  }

  /** The option's value, or null if it is not set or not accepted. */
  public <T> @Nullable T find(Option<T> option) {
    Setting setting = setting(option);
    if (setting == null) {
      return null;
    }
    try {
      return option.type().parse(setting.text());
    } catch (IllegalArgumentException e) {
      problems.accept(complaint(option, setting));
      return null;
    }
  }

  /** What the user wrote for the option, or null. */
  public @Nullable Setting setting(Option<?> option) {
    Setting setting = setting(option.name());
    List<String> former = option.formerNames();
    for (int i = 0; setting == null && i < former.size(); i++) {
      setting = setting(former.get(i));
    }
    return setting;
  }

  /** What the user wrote for a property that need not be in the table, or null. */
  public @Nullable Setting setting(String property) {
    return lookup(property, file);
  }

  /**
   * Whether an instrumentation is on, by {@code otel.instrumentation.<name>.enabled}.
   *
   * @param names its name and the further names it answers to, the most exact first
   */
  public boolean instrumentationEnabled(List<String> names, boolean byDefault) {
    for (String name : names) {
      Boolean chosen = find(instrumentation(name));
      if (chosen != null) {
        return chosen;
      }
    }
    return byDefault && get(Options.INSTRUMENTATION_DEFAULT);
  }

  /** The names of all properties that were set, {@code otel.*} and {@code weft.*} only. */
  List<String> propertyNames() {
    List<String> names = new ArrayList<>(properties.keySet());
    names.addAll(arguments.keySet());
    names.addAll(file.keySet());
    return names;
  }

  /** The environment variables that were set. */
  List<String> variableNames() {
    return new ArrayList<>(environment.keySet());
  }

  /** What was wrong with the values that were asked for until now. */
  public Problems problems() {
    return problems;
  }

  private static Option<Boolean> instrumentation(String name) {
    return Option.of("otel.instrumentation." + name + ".enabled", OptionType.BOOLEAN, "true", "");
  }

  private @Nullable Setting lookup(String property, Map<String, String> file) {
    Setting found = in(overrides, property, Source.RUN_TIME);
    if (found == null) {
      found = in(properties, property, Source.SYSTEM_PROPERTY);
    }
    if (found == null) {
      found = in(arguments, property, Source.AGENT_ARGUMENT);
    }
    if (found == null) {
      found = in(environment, Option.environmentName(property), Source.ENVIRONMENT);
    }
    return found == null ? in(file, property, Source.FILE) : found;
  }

  private static @Nullable Setting in(Map<String, String> values, String name, Source source) {
    String text = values.get(name);
    return text == null || text.trim().isEmpty() ? null : new Setting(text.trim(), source);
  }

  private static String complaint(Option<?> option, Setting setting) {
    String text = option.defaultText();
    return option.name()
        + "="
        + option.shown(setting.text())
        + " ("
        + setting.source().description()
        + ") is not accepted; accepted: "
        + option.type().accepted()
        + "; using "
        + (text == null ? "none" : text);
  }
}
