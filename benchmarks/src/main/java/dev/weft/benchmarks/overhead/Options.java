package dev.weft.benchmarks.overhead;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The command line. */
final class Options {
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("apps", "servlet,spring,webflux"),
          Map.entry("agents", "none,empty,weft,otel,dd,elastic"),
          Map.entry("settings", "all,0,rescue"),
          Map.entry("jdks", "17,25"),
          Map.entry("phases", "start,load,paced"),
          Map.entry("rounds", "1"),
          Map.entry("starts", "3"),
          Map.entry("warm-up", "90"),
          Map.entry("windows", "12"),
          Map.entry("seconds", "2"),
          Map.entry("out", "benchmarks/target/overhead"));

  /** In which the pieces of a run differ. */
  private static final Set<String> OF_A_PIECE = Set.of("apps", "jdks", "rounds");

  private final Map<String, String> values = new TreeMap<>(DEFAULTS);
  private boolean write;
  private boolean add;

  static Options parse(String[] words) {
    Options options = new Options();
    for (int i = 0; i < words.length; i++) {
      String name = words[i].startsWith("--") ? words[i].substring(2) : "";
      if (name.equals("write")) {
        options.write = true;
      } else if (name.equals("add")) {
        options.add = true;
      } else if (DEFAULTS.containsKey(name) && i + 1 < words.length) {
        options.values.put(name, words[++i]);
      } else {
        throw new Refusal(words[i] + " is no option, or lacks its value: see benchmarks/README.md");
      }
    }
    return options;
  }

  /** Whether the result goes into the READMEs. */
  boolean write() {
    return write;
  }

  /** Whether this is a further piece of an earlier run. */
  boolean add() {
    return add;
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }

  List<String> list(String name) {
    return List.of(text(name).split(","));
  }

  int number(String name) {
    try {
      return Integer.parseInt(text(name));
    } catch (NumberFormatException e) {
      throw new Refusal("--" + name + " takes a number, not " + text(name));
    }
  }

  /** How is measured; not on what, or how often, which the tables say. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          if (!OF_A_PIECE.contains(name)) {
            words.add("--" + name + " " + value);
          }
        });
    return String.join(" ", words);
  }
}
