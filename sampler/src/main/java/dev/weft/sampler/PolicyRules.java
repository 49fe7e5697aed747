package dev.weft.sampler;

import dev.weft.tracing.StartView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of a policy in their order. Immutable. */
final class PolicyRules {
  static final PolicyRules NONE = new PolicyRules(Collections.<PolicyRule>emptyList());

  private final PolicyRule[] rules;
  private final RuleFilter filter;
  private final boolean anyForced;
  private final boolean readMethod;
  private final boolean readPath;

  PolicyRules(List<PolicyRule> rules) {
    this.rules = rules.toArray(new PolicyRule[0]);
    List<Rule> plain = new ArrayList<>();
    boolean forced = false;
    boolean method = false;
    boolean path = false;
    for (PolicyRule each : rules) {
      plain.add(each.rule);
      forced |= each.rule.isForced();
      method |= !each.rule.methods().isEmpty();
      path |= each.rule.path() != null;
    }
    this.filter = new RuleFilter(plain);
    this.anyForced = forced;
    this.readMethod = method;
    this.readPath = path;
  }

  /** Whether a rule holds whatever a caller decided. */
  boolean anyForced() {
    return anyForced;
  }

  /** The first rule that matches, or null. What is read from the request is read once. */
  <Q> @Nullable PolicyRule match(StartView<Q> start, Q request) {
    if (rules.length == 0) {
      return null;
    }
    String method = readMethod ? start.method(request) : null;
    String path = readPath ? start.path(request) : null;
    int selector = filter.selector(start.kind(), method);
    long beginning = RuleFilter.beginning(path);
    for (int i = 0; i < rules.length; i++) {
      if (filter.passes(i, selector, beginning)
          && rules[i].rule.matches(start, request, method, path)) {
        return rules[i];
      }
    }
    return null;
  }

  /** The rule that is written like that, or null. */
  @Nullable PolicyRule find(String text) {
    for (PolicyRule each : rules) {
      if (each.rule.text().equals(text)) {
        return each;
      }
    }
    return null;
  }

  /** What each rule has decided, in their order. */
  List<DecisionCount> counts() {
    List<DecisionCount> counts = new ArrayList<>(rules.length);
    for (PolicyRule each : rules) {
      counts.add(each.tally.read(each.rule.text()));
    }
    return counts;
  }
}
