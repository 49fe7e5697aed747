package dev.weft.weaver.match;

import org.jspecify.annotations.Nullable;

/** Whether a module is on in one loader, and if not, why. */
final class ModuleState {
  static final ModuleState ON = new ModuleState(null, false);

  private final @Nullable String offBecause;
  private final boolean notConcerned;

  private ModuleState(@Nullable String offBecause, boolean notConcerned) {
    this.offBecause = offBecause;
    this.notConcerned = notConcerned;
  }

  /** Off because the library is not as the module needs it. */
  static ModuleState off(String because) {
    return new ModuleState(because, /* notConcerned= */ false);
  }

  /** Off because the module says itself that it is for another version. */
  static ModuleState notConcerned(String because) {
    return new ModuleState(because, /* notConcerned= */ true);
  }

  boolean isOn() {
    return offBecause == null;
  }

  boolean isNotConcerned() {
    return notConcerned;
  }

  /** Null if the module is on. */
  @Nullable String offBecause() {
    return offBecause;
  }
}
