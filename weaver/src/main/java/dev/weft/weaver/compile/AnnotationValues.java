package dev.weft.weaver.compile;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.annotation.AnnotationValue;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

/** An annotation on an advice method or on one of its parameters. */
final class AnnotationValues {
  private final MethodDescription method;
  private final AnnotationDescription annotation;

  AnnotationValues(MethodDescription method, AnnotationDescription annotation) {
    this.method = method;
    this.annotation = annotation;
  }

  static AnnotationValues of(MethodDescription method, Class<? extends Annotation> type) {
    return new AnnotationValues(method, method.getDeclaredAnnotations().ofType(type));
  }

  /** {@code OnMethodEnter}. */
  String simpleName() {
    return annotation.getAnnotationType().getSimpleName();
  }

  /** Refuses every other property that is not at its default: the plan has no word for it. */
  void allowOnly(String... properties) {
    List<String> allowed = Arrays.asList(properties);
    for (MethodDescription.InDefinedShape property :
        annotation.getAnnotationType().getDeclaredMethods()) {
      if (!allowed.contains(property.getName()) && !isDefault(property)) {
        throw AdviceMethodReader.refused(
            method, "the plan cannot express @" + simpleName() + "." + property.getName());
      }
    }
  }

  boolean isDefault(String property) {
    return isDefault(property(property));
  }

  private boolean isDefault(MethodDescription.InDefinedShape property) {
    AnnotationValue<?, ?> byDefault = property.getDefaultValue();
    return byDefault != null && byDefault.equals(annotation.getValue(property));
  }

  boolean bool(String property) {
    return annotation.getValue(property(property)).resolve(Boolean.class);
  }

  int number(String property) {
    return annotation.getValue(property(property)).resolve(Integer.class);
  }

  String string(String property) {
    return annotation.getValue(property(property)).resolve(String.class);
  }

  TypeDescription type(String property) {
    return annotation.getValue(property(property)).resolve(TypeDescription.class);
  }

  AnnotationValues[] annotations(String property) {
    AnnotationDescription[] nested =
        annotation.getValue(property(property)).resolve(AnnotationDescription[].class);
    AnnotationValues[] values = new AnnotationValues[nested.length];
    for (int i = 0; i < nested.length; i++) {
      values[i] = new AnnotationValues(method, nested[i]);
    }
    return values;
  }

  private MethodDescription.InDefinedShape property(String name) {
    for (MethodDescription.InDefinedShape property :
        annotation.getAnnotationType().getDeclaredMethods()) {
      if (property.getName().equals(name)) {
        return property;
      }
    }
    throw new IllegalArgumentException("no property " + name + " in " + annotation);
  }
}
