package dev.weft.sampler;

import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.Collections;
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

  private final RuleText text;

  // Of the rule that is being read.
  private @Nullable Set<SpanKind> kinds;
  private List<String> methods = Collections.emptyList();
  private @Nullable PathPattern path;
  private final List<AttributeCondition> attributes = new ArrayList<>();

  /**
   * A reader of one text.
   *
   * @param name of the option, to be named in problems
   */
  RuleReader(String name, String text) {
    this.text = new RuleText(name, text);
  }

  /** Reads all rules; one that is wrong is a problem of one line, and left out. */
  List<Rule> read(Consumer<String> problems) {
    List<Rule> rules = new ArrayList<>();
    while (text.nextRule()) {
      try {
        rules.add(readRule());
      } catch (WrongRule wrong) {
        problems.accept(text.describe(wrong));
      }
    }
    return rules;
  }

  private Rule readRule() throws WrongRule {
    kinds = null;
    methods = Collections.emptyList();
    path = null;
    attributes.clear();
    boolean begun = text.goesOn();
    int actionAt = text.column();
    String word = text.word();
    boolean forced = begun && word.equals(FORCE);
    if (forced) {
      boolean unused = text.goesOn();
      actionAt = text.column();
      word = text.word();
    }
    Action action = Action.parse(word);
    if (action == null) {
      throw new WrongRule(
          actionAt, RuleText.quoted(word) + " is no action, which is drop, keep, 10% or 5/s");
    }
    while (text.goesOn()) {
      readCondition();
    }
    return new Rule(text.rule(), forced, action, kinds, methods, path, attributes);
  }

  private void readCondition() throws WrongRule {
    int start = text.column();
    if (text.peek() == '[') {
      attributes.add(readAttribute());
      return;
    }
    String word = text.word();
    if (RuleText.isPath(word)) {
      RuleText.once(path == null, start, "path");
      path = RuleText.path(word, start);
    } else if (RuleText.isMethods(word)) {
      RuleText.once(methods.isEmpty(), start, "method; write GET|POST");
      methods = RuleText.methods(word, start);
    } else {
      RuleText.once(kinds == null, start, "span kind");
      kinds = EnumSet.of(kind(word, start));
    }
  }

  private AttributeCondition readAttribute() throws WrongRule {
    int open = text.column();
    text.skip();
    int start = text.column();
    int equals = -1;
    while (!text.isOver() && text.peek() != ']') {
      if (text.peek() == '=' && equals < 0) {
        equals = text.column();
      }
      text.skip();
    }
    if (text.isOver()) {
      throw new WrongRule(open, "the bracket is not closed");
    }
    int close = text.column();
    text.skip();
    String key = equals < 0 ? "" : text.between(start, equals);
    boolean wanted = !key.endsWith("!");
    key = (wanted ? key : key.substring(0, key.length() - 1)).trim();
    if (key.isEmpty()) {
      String all = text.between(open, close + 1);
      throw new WrongRule(open, RuleText.quoted(all) + " is not like [user_agent.original=x*]");
    }
    String value = text.between(equals + 1, close).trim();
    return new AttributeCondition(key, RuleText.anyText(value, equals + 1), wanted);
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
            RuleText.quoted(word)
                + " is no condition, which is a path (/a/*), a method in upper case, a span kind"
                + " (server) or an attribute ([key=value])");
    }
  }
}
