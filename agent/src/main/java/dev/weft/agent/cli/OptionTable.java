package dev.weft.agent.cli;

import dev.weft.agent.config.Option;
import dev.weft.agent.config.Options;
import java.io.PrintStream;

/** The table of options, for a terminal and for the README. */
final class OptionTable {

  private OptionTable() {}

  static void print(PrintStream out) {
    for (Option<?> option : Options.all()) {
      String text = option.defaultText();
      out.println("  " + option.name() + (text == null ? "" : " = " + text));
      out.println("      " + option.description() + " Accepts: " + option.type().accepted() + ".");
    }
  }

  static void printMarkdown(PrintStream out) {
    out.println("| option | default | what it does |");
    out.println("|---|---|---|");
    for (Option<?> option : Options.all()) {
      String text = option.defaultText();
      out.println(
          "| `"
              + option.name()
              + "` | "
              + (text == null ? "" : "`" + text + "`")
              + " | "
              + option.description()
              + " |");
    }
  }
}
