package dev.weft.weaver.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A module's entry in the plan's index: enough to know which class names concern it. The rest is
 * decoded when first asked for, so that a library that is not there costs nothing.
 */
public final class ModuleEntry {
  private final String name;
  private final List<String> aliases;
  private final boolean enabledByDefault;
  private final List<String> exactNames;
  private final List<String> supertypes;
  private final List<String> subtypeMethods;
  private final int calls;
  private final int firstHandle;
  private final byte[] data;
  private final int offset;
  private final int length;
  private volatile @Nullable ModulePlan plan;

  /**
   * @param exactNames internal names of the types that are woven by name
   * @param supertypes internal names of the types whose subtypes are woven
   * @param subtypeMethods names of the methods of those subtypes that are woven
   * @param calls how many handles the module takes
   * @param firstHandle the first of them
   * @param data where the encoded {@link ModulePlan} lies
   */
  public ModuleEntry(
      String name,
      List<String> aliases,
      boolean enabledByDefault,
      List<String> exactNames,
      List<String> supertypes,
      List<String> subtypeMethods,
      int calls,
      int firstHandle,
      byte[] data,
      int offset,
      int length) {
    this.name = name;
    this.aliases = aliases;
    this.enabledByDefault = enabledByDefault;
    this.exactNames = exactNames;
    this.supertypes = supertypes;
    this.subtypeMethods = subtypeMethods;
    this.calls = calls;
    this.firstHandle = firstHandle;
    this.data = data;
    this.offset = offset;
    this.length = length;
  }

  public String name() {
    return name;
  }

  public List<String> aliases() {
    return aliases;
  }

  public boolean enabledByDefault() {
    return enabledByDefault;
  }

  public List<String> exactNames() {
    return exactNames;
  }

  public List<String> supertypes() {
    return supertypes;
  }

  /** A class below {@link #supertypes()} that declares none of these methods is not woven. */
  public List<String> subtypeMethods() {
    return subtypeMethods;
  }

  public int calls() {
    return calls;
  }

  public int firstHandle() {
    return firstHandle;
  }

  /** Whether {@link #plan()} has been decoded. */
  public boolean isRead() {
    return plan != null;
  }

  /**
   * The module's plan. Two threads may decode it at once; either result serves.
   *
   * @throws PlanFormatException if it cannot be read
   */
  public ModulePlan plan() {
    ModulePlan read = plan;
    if (read == null) {
      read = PlanReader.module(new PlanInput(data, offset, length), firstHandle);
      plan = read;
    }
    return read;
  }

  /** The call of a handle between {@link #firstHandle()} and the next module's, or null. */
  public @Nullable AdvicePlan advice(int handle) {
    List<TypeRule> rules = plan().rules();
    for (int i = 0; i < rules.size(); i++) {
      AdvicePlan advice = rules.get(i).advice();
      if (advice.call(handle) != null) {
        return advice;
      }
    }
    return null;
  }

  void copyBody(PlanOutput out) {
    out.bytes(data, offset, length);
  }
}
