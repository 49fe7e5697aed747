package dev.weft.sampler.rescue;

import dev.weft.sampler.PathPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads rescue rules, in time linear to their length:
 *
 * <pre>
 *   rules     = rule *( "," rule )
 *   rule      = [ methods ] [ path ] 1*condition     ; separated by white space
 *   methods   = METHOD *( "|" METHOD )               ; upper case
 *   path      = pattern that begins with "/" or "*"  ; see {@link PathPattern}
 *   condition = "errors" / "slow&gt;" duration / "never"
 *   duration  = number ( "ms" / "s" / "m" )
 * </pre>
 *
 * A backslash takes a comma or a space into a pattern.
 */
final class RescueRuleReader {
  private static final String ERRORS = "errors";
  private static final String NEVER = "never";
  private static final String SLOW = "slow>";
  private static final String[] UNITS = {"ms", "s", "m"};
  private static final TimeUnit[] TIMES = {
    TimeUnit.MILLISECONDS, TimeUnit.SECONDS, TimeUnit.MINUTES
  };

  private final String name;
  private final String text;
  private int at;

  // Of the rule that is being read.
  private List<String> methods = Collections.emptyList();
  private @Nullable PathPattern path;
  private boolean errors;
  private boolean never;
  private long slowNanos;

  /**
   * A reader of one text.
   *
   * @param name of the option, to be named in problems
   */
  RescueRuleReader(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** Reads all rules; one that is wrong is a problem of one line, and left out. */
  List<RescueRule> read(Consumer<String> problems) {
    List<RescueRule> rules = new ArrayList<>();
    for (int number = 1; at <= text.length(); number++) {
      int start = at;
      int end = endOfRule(start);
      String rule = text.substring(start, end).trim();
      if (!rule.isEmpty()) {
        try {
          rules.add(readRule(end));
        } catch (WrongRule wrong) {
          problems.accept(
              name
                  + ": rule "
                  + number
                  + " ("
                  + rule
                  + "), column "
                  + (wrong.column + 1)
                  + ": "
                  + wrong.getMessage()
                  + "; the rule is left out");
        }
      }
      at = end + 1;
    }
    return rules;
  }

  private int endOfRule(int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) != ',') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end, text.length());
  }

  private RescueRule readRule(int end) throws WrongRule {
    methods = Collections.emptyList();
    path = null;
    errors = false;
    never = false;
    slowNanos = RescueRule.NO_LIMIT;
    for (skipSpaces(end); at < end; skipSpaces(end)) {
      int start = at;
      readWord(word(end), start);
    }
    if (!saysSomething()) {
      throw new WrongRule(end, "what is missing is errors, slow>500ms or never");
    }
    return new RescueRule(methods, path, errors, never, slowNanos);
  }

  private boolean saysSomething() {
    return errors || never || slowNanos != RescueRule.NO_LIMIT;
  }

  private void readWord(String word, int start) throws WrongRule {
    if (word.equals(ERRORS)) {
      errors = true;
    } else if (word.equals(NEVER)) {
      never = true;
    } else if (word.startsWith(SLOW)) {
      slowNanos = duration(word.substring(SLOW.length()), start + SLOW.length());
    } else if (saysSomething()) {
      throw new WrongRule(start, quoted(word) + " is none of errors, slow>500ms and never");
    } else if (word.charAt(0) == '/' || word.charAt(0) == '*') {
      once(path == null, start, "path");
      path = pattern(word, start);
    } else if (isMethods(word)) {
      once(methods.isEmpty(), start, "method; write GET|POST");
      methods = Arrays.asList(word.split("\\|"));
    } else {
      throw new WrongRule(
          start,
          quoted(word)
              + " is neither a condition (errors, slow>500ms, never) nor a path (/a/*) nor a"
              + " method in upper case");
    }
  }

  private static PathPattern pattern(String word, int start) throws WrongRule {
    try {
      return PathPattern.of(word);
    } catch (IllegalArgumentException e) {
      throw new WrongRule(start, "the pattern " + quoted(word) + ' ' + e.getMessage());
    }
  }

  private static long duration(String word, int start) throws WrongRule {
    for (int i = 0; i < UNITS.length; i++) {
      if (word.endsWith(UNITS[i])) {
        long number = number(word.substring(0, word.length() - UNITS[i].length()));
        if (number >= 0) {
          return TIMES[i].toNanos(number);
        }
        break;
      }
    }
    throw new WrongRule(start, quoted(word) + " is no duration such as 500ms, 2s or 1m");
  }

  /** The number, or -1 if there is none. */
  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return -1;
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
    return '"' + word + '"';
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
    private static final long serialVersionUID = 1;

    final int column;

    WrongRule(int column, String message) {
      super(message);
      this.column = column;
    }
  }
}
