package dev.weft.weaver.compile;

import dev.weft.weaver.module.MethodMatch;
import dev.weft.weaver.plan.Assignment;
import dev.weft.weaver.plan.Binding;
import dev.weft.weaver.plan.MethodRule;
import java.util.List;
import net.bytebuddy.description.type.TypeDescription;
import org.jspecify.annotations.Nullable;

/** Checks an advice against the methods that are declared to call it. */
final class AdviceFit {
  private final AdviceClass advice;
  private final MethodMatch methods;
  private final AdviceReader types;

  private AdviceFit(AdviceClass advice, MethodMatch methods, AdviceReader types) {
    this.advice = advice;
    this.methods = methods;
    this.types = types;
  }

  static void check(AdviceClass advice, Declarations.Advised advised, AdviceReader types) {
    AdviceFit fit = new AdviceFit(advice, advised.method, types);
    if (advised.type.names().isEmpty() || advised.method.names().isEmpty()) {
      throw new PlanCompileException(advice.name() + ": is declared for no type or no method");
    }
    if (advised.method.names().contains("<init>")) {
      fit.checkConstructor();
    }
    AdviceMethod enter = advice.enter();
    AdviceMethod exit = advice.exit();
    if (enter != null) {
      fit.check(enter);
    }
    if (exit != null) {
      fit.check(exit);
    }
  }

  private void checkConstructor() {
    AdviceMethod enter = advice.enter();
    AdviceMethod exit = advice.exit();
    if (enter != null && enter.binds(Binding.Kind.THIS)) {
      throw refused(enter, "@This does not exist on entry to a constructor");
    }
    if (exit != null && (advice.exitOnThrowable() || exit.binds(Binding.Kind.THROWN))) {
      throw refused(exit, "a constructor's exit cannot see what it throws: drop onThrowable");
    }
    if (exit != null && exit.binds(Binding.Kind.RETURN)) {
      throw refused(exit, "a constructor returns nothing: use @This");
    }
  }

  private void check(AdviceMethod method) {
    for (int i = 0; i < method.bindings().size(); i++) {
      Binding binding = method.bindings().get(i);
      TypeDescription type = method.description().getParameters().get(i).getType().asErasure();
      if (binding.kind() == Binding.Kind.ARGUMENT) {
        checkArgument(method, binding.index(), type);
      } else if (binding.kind() == Binding.Kind.THROWN && !advice.exitOnThrowable()) {
        throw refused(method, "@Thrown needs onThrowable = Throwable.class");
      } else if (binding.kind() == Binding.Kind.RETURN) {
        checkReturned(method, type);
      }
    }
    for (Assignment assignment : method.assignments()) {
      if (assignment.target() == Assignment.RETURNED) {
        checkReturned(method, null);
      } else {
        checkNumber(method, assignment.target());
      }
    }
  }

  private void checkReturned(AdviceMethod method, @Nullable TypeDescription wanted) {
    String returns = methods.returns();
    if ("void".equals(returns)) {
      throw refused(method, "the methods it is declared for return void");
    }
    if (returns != null && wanted != null) {
      checkType(method, "the returned value", returns, wanted);
    }
  }

  private void checkArgument(AdviceMethod method, int index, TypeDescription wanted) {
    checkNumber(method, index);
    List<String> parameters = methods.parameters();
    if (parameters != null) {
      checkType(method, "argument " + index, parameters.get(index), wanted);
    }
  }

  private void checkNumber(AdviceMethod method, int index) {
    List<String> parameters = methods.parameters();
    if (parameters != null && index >= parameters.size()) {
      throw refused(
          method, "no argument " + index + " in a method of " + parameters.size() + " parameters");
    }
  }

  /** Types that the class path lacks are taken on trust, as are arrays. */
  private void checkType(AdviceMethod method, String what, String name, TypeDescription wanted) {
    if (name.equals(MethodRule.ANY) || name.endsWith("[]")) {
      return;
    }
    TypeDescription declared = types.find(name);
    if (declared == null) {
      return;
    }
    boolean same = declared.equals(wanted);
    boolean assignable = declared.asBoxed().isAssignableTo(wanted.asBoxed());
    boolean castable = wanted.asBoxed().isAssignableTo(declared.asBoxed());
    if (!same && !assignable && !castable) {
      throw refused(method, what + " is a " + name + ", not a " + wanted.getName());
    }
  }

  private static PlanCompileException refused(AdviceMethod method, String reason) {
    return AdviceMethodReader.refused(method.description(), reason);
  }
}
