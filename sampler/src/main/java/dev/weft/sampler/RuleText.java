package dev.weft.sampler;

import java.util.Arrays;
import java.util.List;

/**
 * A text of rules, read from left to right: rules that commas separate, and their words. A comma in
 * brackets or behind a backslash separates nothing. For one use.
 */
public final class RuleText {
  private final String name;
  private final String text;
  private int number;
  private int start;
  private int end = -1;
  private int at;

  /**
   * A text that nothing has been read of.
   *
   * @param name of the option, to be named in problems
   */
  public RuleText(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** Goes to the next rule that is not empty, and answers whether there is one. */
  public boolean nextRule() {
    while (end < text.length()) {
      start = end + 1;
      end = endOfRule();
      at = start;
      number++;
      if (!rule().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private int endOfRule() {
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

  /** The whole rule. */
  public String rule() {
    return text.substring(start, end).trim();
  }

  /** Skips white space, and answers whether the rule goes on. */
  public boolean goesOn() {
    while (at < end && isSpace(text.charAt(at))) {
      at++;
    }
    return at < end;
  }

  /** Reads up to the next white space or the end of the rule. */
  public String word() {
    int first = at;
    while (at < end && !isSpace(text.charAt(at))) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(at, end);
    return text.substring(first, at);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  /** Where the next character is in the whole text, from 0. */
  public int column() {
    return at;
  }

  /** The next character; only if the rule goes on. */
  char peek() {
    return text.charAt(at);
  }

  /** Moves past the next character, or the next two if that is a backslash. */
  void skip() {
    at += peek() == '\\' ? 2 : 1;
  }

  /** Whether the rule has ended. */
  boolean isOver() {
    return at >= end;
  }

  /** What stands between two columns. */
  String between(int from, int to) {
    return text.substring(from, Math.min(to, end));
  }

  /** One line about the rule at hand, for the user. */
  public String describe(WrongRule wrong) {
    return name
        + ": rule "
        + number
        + " ("
        + rule()
        + "), column "
        + (wrong.column + 1)
        + ": "
        + wrong.getMessage()
        + "; the rule is left out";
  }

  /** Whether the word is a list of methods such as {@code GET|POST}. */
  public static boolean isMethods(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if ((c < 'A' || c > 'Z') && c != '|' && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  /** The methods of such a list. */
  public static List<String> methods(String word, int column) throws WrongRule {
    List<String> methods = Arrays.asList(word.split("\\|", -1));
    int missing = methods.indexOf("");
    if (missing >= 0) {
      int before = 0;
      for (String method : methods.subList(0, missing)) {
        before += method.length() + 1;
      }
      throw new WrongRule(column + before, "a method is missing");
    }
    return methods;
  }

  /** Whether the word is a pattern for paths. */
  public static boolean isPath(String word) {
    return word.startsWith("/") || word.startsWith("*");
  }

  /** The pattern that a word is. */
  public static PathPattern path(String word, int column) throws WrongRule {
    try {
      return PathPattern.of(word);
    } catch (IllegalArgumentException e) {
      throw wrongPattern(word, column, e);
    }
  }

  /** The pattern of a text that is no path. */
  static PathPattern anyText(String word, int column) throws WrongRule {
    try {
      return PathPattern.ofText(word);
    } catch (IllegalArgumentException e) {
      throw wrongPattern(word, column, e);
    }
  }

  private static WrongRule wrongPattern(String word, int column, IllegalArgumentException e) {
    return new WrongRule(column, "the pattern " + quoted(word) + ' ' + e.getMessage());
  }

  /** Makes sure that something is said once only. */
  public static void once(boolean first, int column, String what) throws WrongRule {
    if (!first) {
      throw new WrongRule(column, "a second " + what);
    }
  }

  /** A word as messages show it. */
  public static String quoted(String word) {
    return '"' + word + '"';
  }
}
