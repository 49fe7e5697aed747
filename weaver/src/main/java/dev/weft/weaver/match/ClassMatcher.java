package dev.weft.weaver.match;

import dev.weft.weaver.plan.ModuleEntry;
import dev.weft.weaver.plan.TypeRule;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Matches classes against the plan as they are loaded. Reads supertypes, of those few classes only
 * that declare a method which is woven in subtypes, as resources of the class's loader; never loads
 * one, and holds no lock while that loader works.
 */
public final class ClassMatcher {
  private final PlanIndex index;
  private final Hierarchy hierarchy;
  private final IgnoredLoaders ignoredLoaders;
  private final LoaderStates loaders;
  private final ModuleEvents events;

  /**
   * Set while this thread reads class files by an application's loader. That loader may load
   * classes of its own on the way: these are matched by exact name, but nothing more is read.
   */
  private final ThreadLocal<@Nullable Boolean> reading = new ThreadLocal<>();

  /**
   * @param modules those that are switched on
   * @param agentLoader whose classes are never matched
   */
  public ClassMatcher(List<ModuleEntry> modules, ClassLoader agentLoader, ModuleEvents events) {
    this.index = new PlanIndex(modules);
    this.hierarchy = new Hierarchy(index);
    this.ignoredLoaders = new IgnoredLoaders(agentLoader);
    this.loaders = new LoaderStates(modules.size());
    this.events = events;
  }

  /**
   * The rules that apply to a class, or null, which is nearly always the answer.
   *
   * @param name the internal name
   * @throws RuntimeException if the class file or a module's plan is damaged
   */
  public @Nullable ClassMatch match(@Nullable ClassLoader loader, String name, byte[] classFile) {
    int[] named = index.named(name);
    if (named == null && !mayHaveSupertypes(loader, name)
        || ignoredLoaders.containsWholly(loader)) {
      return null;
    }
    LoaderState state = loaders.of(loader);
    ClassOutline outline = ClassOutline.read(classFile);
    BitSet above =
        mayHaveSupertypes(loader, name) && outline.declaresWeavable(index.subtypeMethods())
            ? supertypes(name, outline, loader, state)
            : Hierarchy.NONE;
    if (named == null && above.isEmpty()) {
      return null;
    }
    return match(loader, state, outline, named, above);
  }

  private boolean mayHaveSupertypes(@Nullable ClassLoader loader, String name) {
    return index.wantsSubtypes() && !IgnoredLoaders.isJdk(loader) && !hierarchy.ignores(name);
  }

  private BitSet supertypes(
      String name, ClassOutline outline, @Nullable ClassLoader loader, LoaderState state) {
    if (reading.get() != null) {
      return hierarchy.above(outline, state, null);
    }
    reading.set(Boolean.TRUE);
    try {
      BitSet above = hierarchy.above(outline, state, new OutlineSource(loader));
      if (!outline.isFinal()) {
        // It may have subclasses.
        hierarchy.remember(name, above, state);
      }
      return above;
    } finally {
      reading.remove();
    }
  }

  private @Nullable ClassMatch match(
      @Nullable ClassLoader loader,
      LoaderState state,
      ClassOutline outline,
      int @Nullable [] named,
      BitSet above) {
    BitSet numbers = new BitSet();
    index.addModules(above, numbers);
    if (named != null) {
      for (int number : named) {
        numbers.set(number);
      }
    }
    ClassMatch match = new ClassMatch();
    String name = outline.name();
    for (int i = numbers.nextSetBit(0); i >= 0; i = numbers.nextSetBit(i + 1)) {
      ModuleEntry module = index.module(i);
      if (isOn(i, module, loader, state, outline)) {
        addRules(match, module, name, above);
      }
    }
    return match.isEmpty() ? null : match;
  }

  private void addRules(ClassMatch match, ModuleEntry module, String name, BitSet above) {
    List<TypeRule> rules = module.plan().rules();
    for (int i = 0; i < rules.size(); i++) {
      TypeRule rule = rules.get(i);
      if (rule.subtypes() ? isBelow(rule, above) : rule.names().contains(name)) {
        match.add(module, rule);
      }
    }
  }

  private boolean isBelow(TypeRule rule, BitSet above) {
    for (int i = 0; i < rule.names().size(); i++) {
      int number = index.supertype(rule.names().get(i));
      if (number >= 0 && above.get(number)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOn(
      int number,
      ModuleEntry module,
      @Nullable ClassLoader loader,
      LoaderState state,
      ClassOutline outline) {
    ModuleState known = state.module(number);
    if (known != null) {
      return known.isOn();
    }
    boolean nested = reading.get() != null;
    if (nested && !IgnoredLoaders.isJdk(loader)) {
      events.undecided(module, loader);
      return false;
    }
    ModuleState decided;
    reading.set(Boolean.TRUE);
    try {
      OutlineSource outlines = new OutlineSource(loader);
      outlines.put(outline.name(), outline);
      decided = new VersionCheck(outlines).check(module.plan());
    } finally {
      if (!nested) {
        reading.remove();
      }
    }
    if (decided.isOn()) {
      events.turningOn(module, loader);
    }
    if (state.decide(number, decided)) {
      tell(module, loader, decided);
    }
    return decided.isOn();
  }

  private void tell(ModuleEntry module, @Nullable ClassLoader loader, ModuleState decided) {
    String reason = decided.offBecause();
    if (reason == null) {
      events.on(module, loader);
    } else if (decided.isNotConcerned()) {
      events.notConcerned(module, loader, reason);
    } else {
      events.off(module, loader, reason);
    }
  }

  /**
   * Whether a class that is loaded already may match, told without reading class files. The version
   * check comes when it is retransformed.
   */
  public boolean concerns(Class<?> loaded) {
    if (index.isNamed(loaded)) {
      return !ignoredLoaders.containsWholly(loaded.getClassLoader());
    }
    ClassLoader loader = loaded.getClassLoader();
    // Most classes are the JDK's at this time: for them the name was all.
    if (IgnoredLoaders.isJdk(loader)
        || loaded.isInterface()
        || loaded.isArray()
        || ignoredLoaders.containsWholly(loader)) {
      return false;
    }
    return mayHaveSupertypes(loader, loaded.getName().replace('.', '/')) && isBelowWanted(loaded);
  }

  private boolean isBelowWanted(Class<?> type) {
    Class<?> above = type.getSuperclass();
    if (above != null && isWantedOrBelow(above)) {
      return true;
    }
    for (Class<?> implemented : type.getInterfaces()) {
      if (isWantedOrBelow(implemented)) {
        return true;
      }
    }
    return false;
  }

  private boolean isWantedOrBelow(Class<?> type) {
    String name = type.getName().replace('.', '/');
    if (index.supertype(name) >= 0) {
      return true;
    }
    return !hierarchy.ignores(name) && isBelowWanted(type);
  }
}
