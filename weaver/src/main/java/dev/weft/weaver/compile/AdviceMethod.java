package dev.weft.weaver.compile;

import dev.weft.weaver.plan.AdviceCall;
import dev.weft.weaver.plan.Assignment;
import dev.weft.weaver.plan.Binding;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;

/**
 * One advice method with its adapter's name: where its parameters come from, where its answer goes.
 */
final class AdviceMethod {
  private final MethodDescription method;
  private final String adapter;
  private final List<Binding> bindings;
  private final List<Assignment> assignments;

  AdviceMethod(
      MethodDescription method,
      String adapter,
      List<Binding> bindings,
      List<Assignment> assignments) {
    this.method = method;
    this.adapter = adapter;
    this.bindings = bindings;
    this.assignments = assignments;
  }

  MethodDescription description() {
    return method;
  }

  String adapter() {
    return adapter;
  }

  List<Binding> bindings() {
    return bindings;
  }

  List<Assignment> assignments() {
    return assignments;
  }

  boolean binds(Binding.Kind kind) {
    for (Binding binding : bindings) {
      if (binding.kind() == kind) {
        return true;
      }
    }
    return false;
  }

  AdviceCall call(int handle) {
    return new AdviceCall(handle, adapter, bindings, assignments);
  }
}
