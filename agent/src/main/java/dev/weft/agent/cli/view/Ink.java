package dev.weft.agent.cli.view;

/** Text in colours of the terminal, or plain where colours are not wanted. */
final class Ink {
  private static final String END = "\u001b[0m";

  /** Colours of services, in the order of their appearance: none is red. */
  private static final int[] SERVICES = {36, 33, 35, 34, 32, 96, 93, 95};

  private final boolean colour;

  Ink(boolean colour) {
    this.colour = colour;
  }

  String bold(String text) {
    return in("1", text);
  }

  String dim(String text) {
    return in("2", text);
  }

  String red(String text) {
    return in("31", text);
  }

  String boldRed(String text) {
    return in("1;31", text);
  }

  /** The colour of the n-th service of a trace. */
  String service(int index, String text) {
    return in(Integer.toString(SERVICES[index % SERVICES.length]), text);
  }

  private String in(String code, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + END : text;
  }
}
