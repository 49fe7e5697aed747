package dev.weft.weaver;

import dev.weft.weaver.link.AdviceTable;
import dev.weft.weaver.link.ClassFileSource;
import dev.weft.weaver.link.InstrumentationLoaders;
import dev.weft.weaver.link.Linker;
import dev.weft.weaver.link.OldClassSites;
import dev.weft.weaver.match.ClassMatcher;
import dev.weft.weaver.plan.ModuleEntry;
import dev.weft.weaver.plan.WeavingPlan;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The weaver, at work in this JVM. Classes that are loaded from now on are woven on their way in;
 * those that are there already and match are retransformed.
 */
public final class Weaver {
  private final Instrumentation instrumentation;
  private final ClassMatcher matcher;
  private final WeavingTransformer transformer;
  private final RetransformedClasses loaded;
  private final WeaverReport report;

  private Weaver(
      Instrumentation instrumentation,
      ClassMatcher matcher,
      WeavingTransformer transformer,
      WeaverReport report) {
    this.instrumentation = instrumentation;
    this.matcher = matcher;
    this.transformer = transformer;
    this.loaded = new RetransformedClasses(instrumentation, report);
    this.report = report;
  }

  /**
   * Puts the weaver to work. {@link WeftBridge} must be defined.
   *
   * @param adviceClasses the class files of advice and its helpers
   * @param agentLoader the loader of the agent's own classes, which are never woven
   */
  public static Weaver install(
      Instrumentation instrumentation,
      WeavingPlan plan,
      ModuleSwitch modules,
      ClassFileSource adviceClasses,
      ClassLoader agentLoader) {
    WeaverReport report = new WeaverReport();
    InstrumentationLoaders loaders = new InstrumentationLoaders(adviceClasses, agentLoader);
    AdviceTable advice = new PlannedAdvice(plan);
    Linker linker = new Linker(advice, loaders);
    ClassMatcher matcher =
        new ClassMatcher(
            enabled(plan, modules, report),
            agentLoader,
            new ReportedModules(new PackageExports(instrumentation, loaders), report));
    WeavingTransformer transformer =
        new WeavingTransformer(
            matcher, new MatchedClassWeaving(new OldClassSites(advice, linker), report), report);
    Weaver weaver = new Weaver(instrumentation, matcher, transformer, report);
    WeftBridge.linker = linker;
    loadWhatContentionNeeds();
    instrumentation.addTransformer(transformer, /* canRetransform= */ true);
    weaver.retransformLoaded();
    return weaver;
  }

  /**
   * The maps of the transformer use these classes only when two threads meet in one. Were that to
   * happen first while one of these is on its way in, and so in the transformer, it would be needed
   * for its own loading.
   */
  private static void loadWhatContentionNeeds() {
    ThreadLocalRandom.current();
    try {
      Class.forName("java.util.concurrent.ConcurrentHashMap$CounterCell", true, null);
    } catch (ClassNotFoundException | LinkageError e) {
      // A JDK whose maps are made otherwise.
    }
  }

  private static List<ModuleEntry> enabled(
      WeavingPlan plan, ModuleSwitch modules, WeaverReport report) {
    List<ModuleEntry> enabled = new ArrayList<>();
    for (ModuleEntry module : plan.modules()) {
      if (modules.isOn(module)) {
        enabled.add(module);
      } else {
        report.moduleOff(module.name(), "switched off");
      }
    }
    return enabled;
  }

  private void retransformLoaded() {
    loaded.retransform(loaded.find(matcher));
  }

  /** What was done so far; goes on counting. */
  public WeaverReport report() {
    return report;
  }

  /** Takes the weaver out: woven classes get their own code back. */
  public void uninstall() {
    instrumentation.removeTransformer(transformer);
    retransformLoaded();
    WeftBridge.linker = null;
  }

  ClassFileTransformer transformer() {
    return transformer;
  }
}
