package dev.weft.weaver.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes one module's plan: a pool of strings, then numbers into it. */
final class PlanReader {
  /** Kinds of references. */
  static final int TYPE = 0;

  static final int MEMBER = 1;
  static final int CLASS_CALL = 2;
  static final int INTERFACE_CALL = 3;

  private static final Binding.Kind[] KINDS = Binding.Kind.values();

  private final PlanInput in;
  private final int firstHandle;
  private final List<String> pool;

  private PlanReader(PlanInput in, int firstHandle) {
    this.in = in;
    this.firstHandle = firstHandle;
    this.pool = in.strings();
  }

  static ModulePlan module(PlanInput in, int firstHandle) {
    return new PlanReader(in, firstHandle).module();
  }

  private ModulePlan module() {
    List<AdvicePlan> advices = advices();
    return new ModulePlan(rules(advices), references(), pooled(), pooled(), exports());
  }

  private List<AdvicePlan> advices() {
    int count = in.count();
    List<AdvicePlan> advices = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      advices.add(new AdvicePlan(string(), call(), call(), in.bool()));
    }
    return advices;
  }

  private @Nullable AdviceCall call() {
    if (!in.bool()) {
      return null;
    }
    int handle = firstHandle + in.number();
    String adapter = string();
    int count = in.count();
    List<Binding> bindings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Binding.Kind kind = element(KINDS, in.unsignedByte());
      bindings.add(
          kind == Binding.Kind.ARGUMENT ? Binding.argument(in.number()) : Binding.of(kind));
    }
    count = in.count();
    List<Assignment> assignments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      assignments.add(new Assignment(in.number() - 1, in.number() - 1));
    }
    return new AdviceCall(handle, adapter, bindings, assignments);
  }

  private List<TypeRule> rules(List<AdvicePlan> advices) {
    int count = in.count();
    List<TypeRule> rules = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      List<String> names = pooled();
      boolean subtypes = in.bool();
      MethodRule methods =
          new MethodRule(
              pooled(), in.bool() ? pooled() : null, in.bool() ? string() : null, in.bool());
      int advice = in.number();
      if (advice >= advices.size()) {
        throw new PlanFormatException("no such advice in plan");
      }
      rules.add(new TypeRule(names, subtypes, methods, advices.get(advice)));
    }
    return rules;
  }

  private List<LibraryReference> references() {
    int count = in.count();
    List<LibraryReference> references = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      references.add(reference(string(), in.unsignedByte()));
    }
    return references;
  }

  private LibraryReference reference(String owner, int kind) {
    switch (kind) {
      case TYPE:
        return LibraryReference.type(owner);
      case MEMBER:
        return LibraryReference.member(owner, string(), string());
      case CLASS_CALL:
      case INTERFACE_CALL:
        return LibraryReference.call(owner, string(), string(), kind == INTERFACE_CALL);
      default:
        throw new PlanFormatException("unknown kind of reference in plan");
    }
  }

  private List<PackageExport> exports() {
    int count = in.count();
    List<PackageExport> exports = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      exports.add(new PackageExport(string(), string()));
    }
    return exports;
  }

  private List<String> pooled() {
    int count = in.count();
    List<String> strings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      strings.add(string());
    }
    return strings;
  }

  private String string() {
    int index = in.number();
    if (index >= pool.size()) {
      throw new PlanFormatException("no such string in plan");
    }
    return pool.get(index);
  }

  private static <T> T element(T[] values, int index) {
    if (index >= values.length) {
      throw new PlanFormatException("unknown kind of binding in plan");
    }
    return values[index];
  }
}
