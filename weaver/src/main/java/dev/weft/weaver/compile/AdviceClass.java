package dev.weft.weaver.compile;

import dev.weft.weaver.plan.AdvicePlan;
import org.jspecify.annotations.Nullable;

/** An advice class, read and checked. */
final class AdviceClass {
  private final String name;
  private final @Nullable AdviceMethod enter;
  private final @Nullable AdviceMethod exit;
  private final boolean exitOnThrowable;
  private final AdvicePlan plan;

  /**
   * @param firstHandle the handle of its first call
   */
  AdviceClass(
      String name,
      @Nullable AdviceMethod enter,
      @Nullable AdviceMethod exit,
      boolean exitOnThrowable,
      int firstHandle) {
    this.name = name;
    this.enter = enter;
    this.exit = exit;
    this.exitOnThrowable = exitOnThrowable;
    this.plan =
        new AdvicePlan(
            name,
            enter == null ? null : enter.call(firstHandle),
            exit == null ? null : exit.call(enter == null ? firstHandle : firstHandle + 1),
            exitOnThrowable);
  }

  String name() {
    return name;
  }

  String internalName() {
    return name.replace('.', '/');
  }

  @Nullable AdviceMethod enter() {
    return enter;
  }

  @Nullable AdviceMethod exit() {
    return exit;
  }

  boolean exitOnThrowable() {
    return exitOnThrowable;
  }

  /** How many handles it takes. */
  int calls() {
    return (enter == null ? 0 : 1) + (exit == null ? 0 : 1);
  }

  /** Always the same: rules that share an advice share its handles. */
  AdvicePlan plan() {
    return plan;
  }
}
