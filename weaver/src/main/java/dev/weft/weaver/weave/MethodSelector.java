package dev.weft.weaver.weave;

import dev.weft.weaver.plan.AdvicePlan;
import java.util.List;

/** Says which advice a method of the class at hand calls. */
public interface MethodSelector {
  /**
   * The advice of one method, outermost first; mostly none. Asked twice for each method, with the
   * same answer.
   *
   * @param access the access flags of the class file
   */
  List<AdvicePlan> advice(int access, String name, String descriptor);
}
