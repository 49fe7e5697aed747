package dev.weft.weaver.compile;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.MethodMatch;
import dev.weft.weaver.plan.AdvicePlan;
import dev.weft.weaver.plan.LibraryReference;
import dev.weft.weaver.plan.MethodRule;
import dev.weft.weaver.plan.ModuleEntry;
import dev.weft.weaver.plan.ModulePlan;
import dev.weft.weaver.plan.PlanWriter;
import dev.weft.weaver.plan.TypeRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles one module. */
final class ModuleCompiler {
  private final InstrumentationModule module;
  private final ClassesFolder classes;
  private final List<String> moduleClasses;
  private final ClassLoader loader;
  private final Declarations declarations = new Declarations();
  private final Map<String, AdviceClass> advices = new LinkedHashMap<>();
  private int calls;

  ModuleCompiler(
      InstrumentationModule module,
      ClassesFolder classes,
      List<String> moduleClasses,
      ClassLoader loader) {
    this.module = module;
    this.classes = classes;
    this.moduleClasses = moduleClasses;
    this.loader = loader;
  }

  ModuleEntry compile() throws IOException {
    module.define(declarations);
    if (declarations.advised.isEmpty()) {
      throw new PlanCompileException(module.getClass().getName() + ": advises nothing");
    }
    List<TypeRule> rules = rules();
    // Adapters first: the references are those of the classes as they will run.
    for (AdviceClass advice : advices.values()) {
      byte[] adapted = AdapterWriter.adapt(classes.read(advice.internalName()), advice, module);
      classes.write(advice.internalName(), adapted);
    }
    ModulePlan plan =
        new ModulePlan(
            rules,
            references(),
            declarations.requires,
            declarations.excludes,
            declarations.exports);
    return PlanWriter.module(
        module.name(), module.aliases(), module.enabledByDefault(), plan, calls);
  }

  private List<TypeRule> rules() throws IOException {
    List<TypeRule> rules = new ArrayList<>();
    try (AdviceReader reader = new AdviceReader(classes, loader)) {
      for (Declarations.Advised advised : declarations.advised) {
        AdviceClass advice = advices.get(advised.advice);
        if (advice == null) {
          advice = reader.read(advised.advice, calls);
          advices.put(advised.advice, advice);
          calls += advice.calls();
        }
        AdviceFit.check(advice, advised, reader);
        rules.add(rule(advised, advice.plan()));
      }
    }
    return rules;
  }

  private List<LibraryReference> references() throws IOException {
    ReferenceCollector references = new ReferenceCollector(classes, moduleClasses, loader);
    for (AdviceClass advice : advices.values()) {
      references.collectFrom(advice.internalName());
    }
    // What the author knows to have changed tells more than what happens to be missing first.
    List<LibraryReference> all = new ArrayList<>(declarations.needs);
    all.addAll(references.sorted());
    return all;
  }

  private static TypeRule rule(Declarations.Advised advised, AdvicePlan advice) {
    List<String> names = new ArrayList<>();
    for (String name : advised.type.names()) {
      names.add(name.replace('.', '/'));
    }
    MethodMatch method = advised.method;
    List<String> parameters = method.parameters();
    String returns = method.returns();
    MethodRule methods =
        new MethodRule(
            method.names(),
            parameters == null ? null : SourceNames.descriptors(parameters),
            returns == null || returns.equals(MethodRule.ANY)
                ? null
                : SourceNames.descriptor(returns),
            method.isPublicOnly());
    return new TypeRule(names, advised.type.subtypes(), methods, advice);
  }
}
