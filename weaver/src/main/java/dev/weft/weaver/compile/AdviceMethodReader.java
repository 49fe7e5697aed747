package dev.weft.weaver.compile;

import dev.weft.weaver.plan.Assignment;
import dev.weft.weaver.plan.Binding;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;

/** Reads one advice method's annotations. */
final class AdviceMethodReader {
  private static final String ADVICE = Advice.class.getName();

  private final MethodDescription method;
  private final boolean enter;

  /**
   * @param when {@code enter} or {@code exit}
   */
  AdviceMethodReader(MethodDescription method, String when) {
    this.method = method;
    this.enter = when.equals("enter");
  }

  static PlanCompileException refused(MethodDescription method, String reason) {
    String type = method.getDeclaringType().asErasure().getName();
    return new PlanCompileException(type + "." + method.getName() + ": " + reason);
  }

  AdviceMethod read() {
    if (!method.isStatic()) {
      throw refused(method, "advice must be static");
    }
    List<Binding> bindings = new ArrayList<>();
    for (ParameterDescription parameter : method.getParameters()) {
      bindings.add(binding(parameter));
    }
    String adapter = AdapterWriter.PREFIX + (enter ? "enter" : "exit");
    return new AdviceMethod(method, adapter, bindings, assignments());
  }

  private Binding binding(ParameterDescription parameter) {
    Binding binding = null;
    for (AnnotationDescription annotation : parameter.getDeclaredAnnotations()) {
      if (annotation.getAnnotationType().getName().startsWith(ADVICE)) {
        if (binding != null) {
          throw refused(method, "two annotations on parameter " + parameter.getIndex());
        }
        binding = binding(parameter, new AnnotationValues(method, annotation));
      }
    }
    if (binding == null) {
      throw refused(
          method, "parameter " + parameter.getIndex() + " lacks an annotation of @Advice");
    }
    return binding;
  }

  private Binding binding(ParameterDescription parameter, AnnotationValues annotation) {
    switch (annotation.simpleName()) {
      case "This":
        annotation.allowOnly("typing", "optional");
        return Binding.of(Binding.Kind.THIS);
      case "Argument":
        annotation.allowOnly("value", "typing");
        return Binding.argument(annotation.number("value"));
      case "AllArguments":
        annotation.allowOnly("typing");
        return ofType(parameter, Binding.Kind.ALL_ARGUMENTS, Object[].class);
      case "Return":
        annotation.allowOnly("typing");
        return onExit(annotation, Binding.Kind.RETURN);
      case "Thrown":
        annotation.allowOnly("typing");
        onExit(annotation, Binding.Kind.THROWN);
        return ofType(parameter, Binding.Kind.THROWN, Throwable.class);
      case "Enter":
        annotation.allowOnly("typing");
        return onExit(annotation, Binding.Kind.ENTER);
      case "Origin":
        return origin(parameter.getType().asErasure(), annotation);
      default:
        throw refused(method, "the plan cannot express @" + annotation.simpleName());
    }
  }

  private Binding onExit(AnnotationValues annotation, Binding.Kind kind) {
    if (enter) {
      throw refused(method, "@" + annotation.simpleName() + " has no value on entry");
    }
    return Binding.of(kind);
  }

  private Binding ofType(ParameterDescription parameter, Binding.Kind kind, Class<?> type) {
    TypeDescription actual = parameter.getType().asErasure();
    if (!actual.represents(type) && !actual.represents(Object.class)) {
      throw refused(
          method, "parameter " + parameter.getIndex() + " must be of type " + type.getSimpleName());
    }
    return Binding.of(kind);
  }

  private Binding origin(TypeDescription type, AnnotationValues annotation) {
    annotation.allowOnly("value");
    if (type.represents(String.class) && annotation.string("value").equals("#m")) {
      return Binding.of(Binding.Kind.METHOD_NAME);
    }
    if (type.represents(Class.class) && annotation.isDefault("value")) {
      return Binding.of(Binding.Kind.DECLARING_CLASS);
    }
    throw refused(method, "@Origin may only be @Origin(\"#m\") String or @Origin Class");
  }

  private List<Assignment> assignments() {
    List<Assignment> assignments = new ArrayList<>();
    for (AnnotationDescription declared : method.getDeclaredAnnotations()) {
      if (!declared.getAnnotationType().getName().startsWith(ADVICE)) {
        continue;
      }
      AnnotationValues annotation = new AnnotationValues(method, declared);
      switch (annotation.simpleName()) {
        case "OnMethodEnter":
        case "OnMethodExit":
          checkCall(annotation);
          break;
        case "ToArguments":
          for (AnnotationValues argument : annotation.annotations("value")) {
            argument.allowOnly("value", "index", "typing");
            assignments.add(assignment(argument, argument.number("value"), /* on= */ "enter"));
          }
          break;
        case "ToReturned":
          annotation.allowOnly("index", "typing");
          assignments.add(assignment(annotation, Assignment.RETURNED, /* on= */ "exit"));
          break;
        default:
          throw refused(method, "the plan cannot express @" + annotation.simpleName());
      }
    }
    return assignments;
  }

  private void checkCall(AnnotationValues annotation) {
    if (annotation.bool("inline")) {
      throw refused(method, "@" + annotation.simpleName() + " needs inline = false");
    }
    TypeDescription suppress = annotation.type("suppress");
    if (!annotation.isDefault("suppress") && !suppress.represents(Throwable.class)) {
      throw refused(method, "suppress may only be Throwable: nothing of an advice gets out");
    }
  }

  private Assignment assignment(AnnotationValues annotation, int target, String on) {
    if (enter != on.equals("enter")) {
      throw refused(method, "@" + annotation.simpleName() + " belongs on the " + on + " advice");
    }
    TypeDescription answer = method.getReturnType().asErasure();
    int element = annotation.number("index");
    if (answer.represents(void.class)) {
      throw refused(method, "@" + annotation.simpleName() + ", but the advice answers nothing");
    }
    if (element >= 0 && !answer.represents(Object[].class)) {
      throw refused(
          method, "@" + annotation.simpleName() + ".index needs an advice that answers Object[]");
    }
    return new Assignment(target, element);
  }
}
