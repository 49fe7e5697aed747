package dev.weft.agent.cli;

import dev.weft.agent.HeadSampling;
import dev.weft.agent.Rescuing;
import dev.weft.agent.config.Config;
import dev.weft.agent.config.Option;
import dev.weft.agent.config.Options;
import dev.weft.agent.config.Setting;
import dev.weft.agent.config.UnknownOptions;
import dev.weft.sampler.PolicySampler;
import dev.weft.sampler.rescue.RescueSettings;
import dev.weft.tracing.DroppedSpans;
import java.io.PrintStream;

/** {@code config}: every option, its effective value, and where that comes from. */
final class ConfigCommand {
  private static final int VALUE_WIDTH = 36;

  private ConfigCommand() {}

  static void print(Config config, PrintStream out) {
    int nameWidth = 0;
    for (Option<?> option : Options.all()) {
      nameWidth = Math.max(nameWidth, option.name().length());
    }
    for (Option<?> option : Options.all()) {
      out.println(
          pad(option.name(), nameWidth)
              + "  "
              + pad(value(config, option), VALUE_WIDTH)
              + "  "
              + source(config, option));
    }
    RescueSettings unusedSettings = Rescuing.settings(config);
    PolicySampler unused = HeadSampling.create(config, DroppedSpans.SILENT);
    String unknown = UnknownOptions.describe(config);
    if (unknown != null) {
      config.problems().accept(unknown);
    }
    for (String problem : config.problems().lines()) {
      out.println("! " + problem);
    }
  }

  /** What counts: a value that is not accepted is not it. */
  private static String value(Config config, Option<?> option) {
    Setting setting = config.setting(option);
    if (setting != null && config.find(option) != null) {
      return option.shown(setting.text());
    }
    String text = option.defaultText();
    return text == null ? "-" : text;
  }

  private static String source(Config config, Option<?> option) {
    Setting setting = config.setting(option);
    return setting == null || config.find(option) == null
        ? "default"
        : setting.source().description();
  }

  private static String pad(String text, int width) {
    StringBuilder padded = new StringBuilder(text);
    while (padded.length() < width) {
      padded.append(' ');
    }
    return padded.toString();
  }
}
