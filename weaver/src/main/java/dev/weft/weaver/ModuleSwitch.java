package dev.weft.weaver;

import dev.weft.weaver.plan.ModuleEntry;

/** What the configuration says of a module. */
public interface ModuleSwitch {
  /** Whether the module is on; asked once, when the weaver is installed. */
  boolean isOn(ModuleEntry module);

  /** Every module as its author set it. */
  ModuleSwitch DEFAULTS =
      new ModuleSwitch() {
        @Override
        public boolean isOn(ModuleEntry module) {
          return module.enabledByDefault();
        }
      };
}
