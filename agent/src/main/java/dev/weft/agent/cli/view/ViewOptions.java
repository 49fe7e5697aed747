package dev.weft.agent.cli.view;

import java.util.Iterator;
import java.util.List;

/** The arguments of {@code view}. */
final class ViewOptions {
  private static final int OTLP_PORT = 4318;

  int port = OTLP_PORT;

  /** After how many traces to stop; 0 is never. */
  int once;

  boolean attributes;
  boolean ascii;
  int maxSpans = 100;

  private ViewOptions() {}

  /**
   * Reads arguments.
   *
   * @throws IllegalArgumentException with a message for the user if one is wrong
   */
  static ViewOptions parse(List<String> arguments) {
    ViewOptions options = new ViewOptions();
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      switch (argument) {
        case "--port":
          options.port = number(argument, rest, 0, 65_535);
          break;
        case "--once":
          options.once = number(argument, rest, 1, Integer.MAX_VALUE);
          break;
        case "--max-spans":
          options.maxSpans = number(argument, rest, 1, TraceBuffer.MAX_SPANS_OF_TRACE);
          break;
        case "--attributes":
          options.attributes = true;
          break;
        case "--ascii":
          options.ascii = true;
          break;
        default:
          throw new IllegalArgumentException(
              "view does not know "
                  + Printable.escape(argument)
                  + "; it takes --port N, --once N, --attributes, --max-spans N, --ascii");
      }
    }
    return options;
  }

  private static int number(String option, Iterator<String> rest, int least, int most) {
    String text = rest.hasNext() ? rest.next() : "";
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with numbers out of range.
    }
    throw new IllegalArgumentException(option + " takes a number from " + least + " to " + most);
  }
}
