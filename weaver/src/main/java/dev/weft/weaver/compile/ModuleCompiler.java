package dev.weft.weaver.compile;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.MethodMatch;
import dev.weft.weaver.plan.AdvicePlan;
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
    Map<String, AdviceClass> advices = new LinkedHashMap<>();
    List<TypeRule> rules = new ArrayList<>();
    int calls = 0;
    try (AdviceReader reader = new AdviceReader(classes, loader)) {
      Map<String, AdvicePlan> plans = new LinkedHashMap<>();
      for (Declarations.Advised advised : declarations.advised) {
        AdviceClass advice = advices.get(advised.advice);
        if (advice == null) {
          advice = reader.read(advised.advice);
          advices.put(advised.advice, advice);
          plans.put(advised.advice, advice.plan(calls));
          calls += advice.calls();
        }
        AdviceFit.check(advice, advised, reader);
        rules.add(rule(advised, plans.get(advised.advice)));
      }
    }
    // Adapters first: the references are those of the classes as they will run.
    for (AdviceClass advice : advices.values()) {
      byte[] adapted = AdapterWriter.adapt(classes.read(advice.internalName()), advice, module);
      classes.write(advice.internalName(), adapted);
    }
    ReferenceCollector references = new ReferenceCollector(classes, moduleClasses, loader);
    for (AdviceClass advice : advices.values()) {
      references.collectFrom(advice.internalName());
    }
    ModulePlan plan =
        new ModulePlan(
            rules,
            references.sorted(),
            declarations.requires,
            declarations.excludes,
            declarations.exports);
    return PlanWriter.module(
        module.name(), module.aliases(), module.enabledByDefault(), plan, calls);
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
