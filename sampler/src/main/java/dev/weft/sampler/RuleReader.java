package dev.weft.sampler;

import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules, in time linear to their length:
 *
 * <pre>
 *   rules     = rule *( "," rule )
 *   rule      = [ "force" ] action *condition        ; separated by white space
 *   action    = "drop" / "keep" / number "%" / number "/s" / number "/m"
 *   condition = kind / methods / path / attribute    ; the first three once each
 *   kind      = "server" / "client" / "producer" / "consumer" / "internal"
 *   methods   = METHOD *( "|" METHOD )               ; upper case
 *   path      = pattern that begins with "/" or "*"
 *   attribute = "[" key ( "=" / "!=" ) pattern "]"
 * </pre>
 *
 * Patterns are those of {@link PathPattern}; in the one of an attribute a star stands for anything.
 * A backslash takes a comma, a space or a bracket into a pattern.
 */
final class RuleReader {
  private static final String FORCE = "force";
  private static final int LONGEST_QUOTE = 80;

  private final String name;
  private final String text;
  private int at;

  // Of the rule that is being read.
  private @Nullable Set<SpanKind> kinds;
  private final List<String> methods = new ArrayList<>();
  private @Nullable PathPattern path;
  private final List<AttributeCondition> attributes = new ArrayList<>();

  /**
   * A reader of one text.
   *
   * @param name of the option, to be named in problems
   */
  RuleReader(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** Reads all rules; one that is wrong is a problem of one line, and left out. */
  List<Rule> read(Consumer<String> problems) {
    List<Rule> rules = new ArrayList<>();
    for (int number = 1; at <= text.length(); number++) {
      int start = at;
      int end = endOfRule(start);
      if (!text.substring(start, end).trim().isEmpty()) {
        try {
          rules.add(readRule(end));
        } catch (WrongRule wrong) {
          problems.accept(describe(number, start, end, wrong));
        }
      }
      at = end + 1;
    }
    return rules;
  }

  private String describe(int number, int start, int end, WrongRule wrong) {
    return name
        + ": rule "
        + number
        + " ("
        + shortened(text.substring(start, end).trim())
        + "), column "
        + (wrong.column + 1)
        + ": "
        + wrong.getMessage()
        + "; the rule is left out";
  }

  /** Where the comma is that ends the rule: not in brackets, not behind a backslash. */
  private int endOfRule(int start) {
    boolean inBrackets = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == ',' && !inBrackets) {
        return i;
      } else if (c == '[') {
        inBrackets = true;
      } else if (c == ']') {
        inBrackets = false;
      }
    }
    return text.length();
  }

  private Rule readRule(int end) throws WrongRule {
    kinds = null;
    methods.clear();
    path = null;
    attributes.clear();
    skipSpaces(end);
    int start = at;
    String word = word(end);
    boolean forced = word.equals(FORCE);
    if (forced) {
      skipSpaces(end);
    }
    int actionAt = forced ? at : start;
    String actionWord = forced ? word(end) : word;
    Action action = Action.parse(actionWord);
    if (action == null) {
      throw new WrongRule(
          actionAt, quoted(actionWord) + " is no action, which is drop, keep, 10% or 5/s");
    }
    for (skipSpaces(end); at < end; skipSpaces(end)) {
      readCondition(end);
    }
    String whole = text.substring(start, end).trim();
    return new Rule(whole, forced, action, kinds, methods, path, attributes);
  }

  private void readCondition(int end) throws WrongRule {
    int start = at;
    char first = text.charAt(start);
    if (first == '[') {
      attributes.add(readAttribute(end));
      return;
    }
    String word = word(end);
    if (first == '/' || first == '*') {
      once(path == null, start, "path");
      path = pattern(word, start, false);
    } else if (isMethods(word)) {
      once(methods.isEmpty(), start, "method; write GET|POST");
      readMethods(word, start);
    } else {
      once(kinds == null, start, "span kind");
      kinds = EnumSet.of(kind(word, start));
    }
  }

  private AttributeCondition readAttribute(int end) throws WrongRule {
    int start = at + 1;
    int equals = -1;
    for (at = start; at < end && text.charAt(at) != ']'; at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '=' && equals < 0) {
        equals = at;
      }
    }
    if (at >= end) {
      throw new WrongRule(start - 1, "the bracket is not closed");
    }
    int close = at++;
    boolean wanted = equals <= start || text.charAt(equals - 1) != '!';
    String key = equals < 0 ? "" : text.substring(start, wanted ? equals : equals - 1).trim();
    if (key.isEmpty()) {
      throw new WrongRule(
          start - 1,
          quoted(text.substring(start - 1, at)) + " is not like [user_agent.original=x*]");
    }
    String value = text.substring(equals + 1, close).trim();
    return new AttributeCondition(key, pattern(value, equals + 1, true), wanted);
  }

  private void readMethods(String word, int start) throws WrongRule {
    for (int from = 0; from <= word.length(); ) {
      int bar = word.indexOf('|', from);
      int to = bar < 0 ? word.length() : bar;
      if (from == to) {
        throw new WrongRule(start + from, "a method is missing");
      }
      methods.add(word.substring(from, to));
      from = to + 1;
    }
  }

  private static PathPattern pattern(String word, int start, boolean anyText) throws WrongRule {
    try {
      return anyText ? PathPattern.ofText(word) : PathPattern.of(word);
    } catch (IllegalArgumentException e) {
      throw new WrongRule(start, "the pattern " + quoted(word) + ' ' + e.getMessage());
    }
  }

  private static SpanKind kind(String word, int start) throws WrongRule {
    switch (word) {
      case "server":
        return SpanKind.SERVER;
      case "client":
        return SpanKind.CLIENT;
      case "producer":
        return SpanKind.PRODUCER;
      case "consumer":
        return SpanKind.CONSUMER;
      case "internal":
        return SpanKind.INTERNAL;
      default:
        throw new WrongRule(
            start,
            quoted(word)
                + " is no condition, which is a path (/a/*), a method in upper case, a span kind"
                + " (server) or an attribute ([key=value])");
    }
  }

  private static boolean isMethods(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if ((c < 'A' || c > 'Z') && c != '|' && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  private static void once(boolean first, int start, String what) throws WrongRule {
    if (!first) {
      throw new WrongRule(start, "a second " + what);
    }
  }

  private static String quoted(String word) {
    return '"' + shortened(word) + '"';
  }

  private static String shortened(String word) {
    return word.length() <= LONGEST_QUOTE ? word : word.substring(0, LONGEST_QUOTE) + "...";
  }

  private void skipSpaces(int end) {
    while (at < end && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private String word(int end) {
    int start = at;
    while (at < end && !isSpace(text.charAt(at))) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(at, end);
    return text.substring(start, at);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  /** What is wrong with a rule, and where in the whole text, from 0. */
  private static final class WrongRule extends Exception {
    final int column;

    WrongRule(int column, String message) {
      super(message);
      this.column = column;
    }
  }
}
