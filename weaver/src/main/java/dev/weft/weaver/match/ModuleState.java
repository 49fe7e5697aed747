package dev.weft.weaver.match;

import org.jspecify.annotations.Nullable;

/** Whether a module is on in one loader, and if not, why. */
final class ModuleState {
  static final ModuleState ON = new ModuleState(null);

  private final @Nullable String offBecause;

  private ModuleState(@Nullable String offBecause) {
    this.offBecause = offBecause;
  }

  static ModuleState off(String because) {
    return new ModuleState(because);
  }

  boolean isOn() {
    return offBecause == null;
  }

  /** Null if the module is on. */
  @Nullable String offBecause() {
    return offBecause;
  }
}
