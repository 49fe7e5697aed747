package dev.weft.benchmarks;

import dev.weft.weaver.match.ModuleEvents;
import dev.weft.weaver.plan.ModuleEntry;
import org.jspecify.annotations.Nullable;

/** Nobody hears which module is on. */
final class NoEvents implements ModuleEvents {
  @Override
  public void turningOn(ModuleEntry module, @Nullable ClassLoader loader) {}

  @Override
  public void on(ModuleEntry module, @Nullable ClassLoader loader) {}

  @Override
  public void off(ModuleEntry module, @Nullable ClassLoader loader, String reason) {}

  @Override
  public void notConcerned(ModuleEntry module, @Nullable ClassLoader loader, String reason) {}

  @Override
  public void undecided(ModuleEntry module, @Nullable ClassLoader loader) {}
}
