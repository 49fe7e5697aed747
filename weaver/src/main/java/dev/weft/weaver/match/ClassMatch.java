package dev.weft.weaver.match;

import dev.weft.weaver.plan.AdvicePlan;
import dev.weft.weaver.plan.ModuleEntry;
import dev.weft.weaver.plan.TypeRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The rules that apply to one class, by module. */
public final class ClassMatch {
  private final List<ModuleEntry> modules = new ArrayList<>();
  private final List<TypeRule> rules = new ArrayList<>();

  ClassMatch() {}

  void add(ModuleEntry module, TypeRule rule) {
    if (!modules.contains(module)) {
      modules.add(module);
    }
    rules.add(rule);
  }

  boolean isEmpty() {
    return rules.isEmpty();
  }

  /** The modules that weave the class. */
  public List<ModuleEntry> modules() {
    return modules;
  }

  /**
   * The advice that a method calls, in the order of the plan; mostly none.
   *
   * @param access the access flags of the class file
   */
  public List<AdvicePlan> advice(int access, String name, String descriptor) {
    List<AdvicePlan> found = Collections.emptyList();
    for (int i = 0; i < rules.size(); i++) {
      TypeRule rule = rules.get(i);
      if (rule.methods().matches(access, name, descriptor) && !found.contains(rule.advice())) {
        if (found.isEmpty()) {
          found = new ArrayList<>(2);
        }
        found.add(rule.advice());
      }
    }
    return found;
  }
}
