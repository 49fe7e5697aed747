package dev.weft.weaver.plan;

import java.util.List;

/** Types, the methods of them that are woven, and the advice that these call. */
public final class TypeRule {
  private final List<String> names;
  private final boolean subtypes;
  private final MethodRule methods;
  private final AdvicePlan advice;

  /**
   * @param names internal names
   * @param subtypes whether the classes below these types are meant, instead of the types
   */
  public TypeRule(List<String> names, boolean subtypes, MethodRule methods, AdvicePlan advice) {
    this.names = names;
    this.subtypes = subtypes;
    this.methods = methods;
    this.advice = advice;
  }

  public List<String> names() {
    return names;
  }

  public boolean subtypes() {
    return subtypes;
  }

  public MethodRule methods() {
    return methods;
  }

  public AdvicePlan advice() {
    return advice;
  }
}
