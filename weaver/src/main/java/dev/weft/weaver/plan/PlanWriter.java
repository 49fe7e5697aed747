package dev.weft.weaver.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Encodes a module's plan as {@link PlanReader} decodes it. Used by the build only. */
public final class PlanWriter {
  private final PlanOutput out = new PlanOutput();
  private final Map<String, Integer> pool = new LinkedHashMap<>();

  private PlanWriter() {}

  /**
   * An index entry for a module whose calls have the handles from 0 to {@code calls - 1}.
   *
   * @param calls the number of calls of all its advices
   */
  public static ModuleEntry module(
      String name, List<String> aliases, boolean enabledByDefault, ModulePlan plan, int calls) {
    Set<String> exactNames = new LinkedHashSet<>();
    Set<String> supertypes = new LinkedHashSet<>();
    Set<String> subtypeMethods = new LinkedHashSet<>();
    for (TypeRule rule : plan.rules()) {
      if (rule.subtypes()) {
        supertypes.addAll(rule.names());
        subtypeMethods.addAll(rule.methods().names());
      } else {
        exactNames.addAll(rule.names());
      }
    }
    byte[] body = new PlanWriter().body(plan);
    return new ModuleEntry(
        name,
        aliases,
        enabledByDefault,
        new ArrayList<>(exactNames),
        new ArrayList<>(supertypes),
        new ArrayList<>(subtypeMethods),
        calls,
        0,
        body,
        0,
        body.length);
  }

  private byte[] body(ModulePlan plan) {
    List<AdvicePlan> advices = new ArrayList<>();
    for (TypeRule rule : plan.rules()) {
      if (!advices.contains(rule.advice())) {
        advices.add(rule.advice());
      }
    }
    out.number(advices.size());
    for (AdvicePlan advice : advices) {
      string(advice.adviceClass());
      call(advice.enter());
      call(advice.exit());
      out.bool(advice.exitOnThrowable());
    }
    out.number(plan.rules().size());
    for (TypeRule rule : plan.rules()) {
      rule(rule, advices.indexOf(rule.advice()));
    }
    out.number(plan.references().size());
    for (LibraryReference reference : plan.references()) {
      reference(reference);
    }
    strings(plan.requires());
    strings(plan.excludes());
    out.number(plan.exports().size());
    for (PackageExport export : plan.exports()) {
      string(export.javaModule());
      string(export.packageName());
    }
    return withPool();
  }

  private void call(@Nullable AdviceCall call) {
    out.bool(call != null);
    if (call == null) {
      return;
    }
    out.number(call.handle());
    string(call.adapter());
    out.number(call.bindings().size());
    for (Binding binding : call.bindings()) {
      out.unsignedByte(binding.kind().ordinal());
      if (binding.kind() == Binding.Kind.ARGUMENT) {
        out.number(binding.index());
      }
    }
    out.number(call.assignments().size());
    for (Assignment assignment : call.assignments()) {
      // Both may be -1.
      out.number(assignment.target() + 1);
      out.number(assignment.element() + 1);
    }
  }

  private void rule(TypeRule rule, int advice) {
    strings(rule.names());
    out.bool(rule.subtypes());
    MethodRule methods = rule.methods();
    strings(methods.names());
    List<String> parameters = methods.parameters();
    out.bool(parameters != null);
    if (parameters != null) {
      strings(parameters);
    }
    String returns = methods.returns();
    out.bool(returns != null);
    if (returns != null) {
      string(returns);
    }
    out.bool(methods.publicOnly());
    out.number(advice);
  }

  private void reference(LibraryReference reference) {
    string(reference.owner());
    String name = reference.name();
    String descriptor = reference.descriptor();
    if (name == null || descriptor == null) {
      out.unsignedByte(PlanReader.TYPE);
      return;
    }
    Boolean ofInterface = reference.ofInterface();
    if (ofInterface == null) {
      out.unsignedByte(PlanReader.MEMBER);
    } else {
      out.unsignedByte(ofInterface ? PlanReader.INTERFACE_CALL : PlanReader.CLASS_CALL);
    }
    string(name);
    string(descriptor);
  }

  private void strings(List<String> values) {
    out.number(values.size());
    for (String value : values) {
      string(value);
    }
  }

  private void string(String value) {
    Integer index = pool.get(value);
    if (index == null) {
      index = pool.size();
      pool.put(value, index);
    }
    out.number(index);
  }

  private byte[] withPool() {
    PlanOutput whole = new PlanOutput();
    whole.strings(new ArrayList<>(pool.keySet()));
    byte[] head = whole.toByteArray();
    byte[] rest = out.toByteArray();
    byte[] body = new byte[head.length + rest.length];
    System.arraycopy(head, 0, body, 0, head.length);
    System.arraycopy(rest, 0, body, head.length, rest.length);
    return body;
  }
}
