package dev.weft.weaver.plan;

import java.util.List;

/**
 * One call from woven code to an advice: an erased static method {@code Object adapter(Object, …)}
 * of the advice class with as many parameters as there are bindings. The adapter, generated when
 * the plan is compiled, casts and unboxes, calls the advice, and lets no throwable out.
 */
public final class AdviceCall {
  private final int handle;
  private final String adapter;
  private final List<Binding> bindings;
  private final List<Assignment> assignments;

  /**
   * @param handle the number that the call site carries; unique in a plan
   * @param adapter the name of the adapter method
   */
  public AdviceCall(
      int handle, String adapter, List<Binding> bindings, List<Assignment> assignments) {
    this.handle = handle;
    this.adapter = adapter;
    this.bindings = bindings;
    this.assignments = assignments;
  }

  public int handle() {
    return handle;
  }

  public String adapter() {
    return adapter;
  }

  public List<Binding> bindings() {
    return bindings;
  }

  public List<Assignment> assignments() {
    return assignments;
  }
}
