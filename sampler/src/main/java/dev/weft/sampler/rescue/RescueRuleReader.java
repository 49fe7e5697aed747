package dev.weft.sampler.rescue;

import dev.weft.sampler.PathPattern;
import dev.weft.sampler.RuleText;
import dev.weft.sampler.WrongRule;
import java.util.ArrayList;
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

  private final RuleText text;

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
    this.text = new RuleText(name, text);
  }

  /** Reads all rules; one that is wrong is a problem of one line, and left out. */
  List<RescueRule> read(Consumer<String> problems) {
    List<RescueRule> rules = new ArrayList<>();
    while (text.nextRule()) {
      try {
        rules.add(readRule());
      } catch (WrongRule wrong) {
        problems.accept(text.describe(wrong));
      }
    }
    return rules;
  }

  private RescueRule readRule() throws WrongRule {
    methods = Collections.emptyList();
    path = null;
    errors = false;
    never = false;
    slowNanos = RescueRule.NO_LIMIT;
    while (text.goesOn()) {
      int start = text.column();
      readWord(text.word(), start);
    }
    if (!saysSomething()) {
      throw new WrongRule(text.column(), "what is missing is errors, slow>500ms or never");
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
      throw new WrongRule(
          start, RuleText.quoted(word) + " is none of errors, slow>500ms and never");
    } else if (RuleText.isPath(word)) {
      RuleText.once(path == null, start, "path");
      path = RuleText.path(word, start);
    } else if (RuleText.isMethods(word)) {
      RuleText.once(methods.isEmpty(), start, "method; write GET|POST");
      methods = RuleText.methods(word, start);
    } else {
      throw new WrongRule(
          start,
          RuleText.quoted(word)
              + " is neither a condition (errors, slow>500ms, never) nor a path (/a/*) nor a"
              + " method in upper case");
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
    throw new WrongRule(start, RuleText.quoted(word) + " is no duration such as 500ms, 2s or 1m");
  }

  /** The number, or -1 if there is none. */
  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
