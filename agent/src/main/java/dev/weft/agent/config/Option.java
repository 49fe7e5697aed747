package dev.weft.agent.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be configured.
 *
 * @param <T> what its value is
 */
public final class Option<T> {
  private final String name;
  private final OptionType<T> type;
  private final @Nullable String defaultText;
  private final String description;
  private final boolean secret;
  private final List<String> formerNames;

  private Option(
      String name,
      OptionType<T> type,
      @Nullable String defaultText,
      String description,
      boolean secret,
      List<String> formerNames) {
    this.name = name;
    this.type = type;
    this.defaultText = defaultText;
    this.description = description;
    this.secret = secret;
    this.formerNames = formerNames;
  }

  /**
   * An option.
   *
   * @param defaultText its default as a user would write it; null if unset means something
   * @param description one sentence for {@code help}
   */
  static <T> Option<T> of(
      String name, OptionType<T> type, @Nullable String defaultText, String description) {
    return new Option<>(name, type, defaultText, description, false, Collections.emptyList());
  }

  /** The same option, whose value is never shown. */
  Option<T> hidden() {
    return new Option<>(name, type, defaultText, description, true, formerNames);
  }

  /** The same option, which also answers to names it had earlier. */
  Option<T> formerly(String... names) {
    return new Option<>(
        name,
        type,
        defaultText,
        description,
        secret,
        Collections.unmodifiableList(Arrays.asList(names)));
  }

  /** The name of a property's environment variable: {@code otel.a.b-c} is {@code OTEL_A_B_C}. */
  static String environmentName(String property) {
    return property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** The property's name, {@code otel.service.name}. */
  public String name() {
    return name;
  }

  /** What values it takes. */
  public OptionType<T> type() {
    return type;
  }

  /** The default as a user would write it, or null if there is none. */
  public @Nullable String defaultText() {
    return defaultText;
  }

  /** One sentence that says what the option does. */
  public String description() {
    return description;
  }

  /** A value as it may be shown: on one line, and without what may be credentials. */
  public String shown(String text) {
    return secret ? "***" : Printable.shorten(UrlSecrets.remove(text));
  }

  /** Names that the option had earlier, still understood. */
  List<String> formerNames() {
    return formerNames;
  }
}
