package dev.weft.weaver.compile;

import dev.weft.weaver.plan.AdvicePlan;
import org.jspecify.annotations.Nullable;

/** An advice class, read and checked. */
final class AdviceClass {
  private final String name;
  private final @Nullable AdviceMethod enter;
  private final @Nullable AdviceMethod exit;
  private final boolean exitOnThrowable;

  AdviceClass(
      String name,
      @Nullable AdviceMethod enter,
      @Nullable AdviceMethod exit,
      boolean exitOnThrowable) {
    this.name = name;
    this.enter = enter;
    this.exit = exit;
    this.exitOnThrowable = exitOnThrowable;
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

  AdvicePlan plan(int firstHandle) {
    int exitHandle = enter == null ? firstHandle : firstHandle + 1;
    return new AdvicePlan(
        name,
        enter == null ? null : enter.call(firstHandle),
        exit == null ? null : exit.call(exitHandle),
        exitOnThrowable);
  }
}
