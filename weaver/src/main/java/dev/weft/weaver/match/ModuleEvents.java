package dev.weft.weaver.match;

import dev.weft.weaver.plan.ModuleEntry;
import org.jspecify.annotations.Nullable;

/** Hears what is decided about modules in loaders. Called on the thread that loads the class. */
public interface ModuleEvents {
  /**
   * A module's first match in a loader has passed the version check. Comes before anything of it is
   * woven there; two threads at once may bring it twice.
   */
  void turningOn(ModuleEntry module, @Nullable ClassLoader loader);

  /** A module is on in a loader. Comes once. */
  void on(ModuleEntry module, @Nullable ClassLoader loader);

  /**
   * A module stays off in a loader. Comes once.
   *
   * @param reason {@code okhttp3.RealCall.execute() missing}
   */
  void off(ModuleEntry module, @Nullable ClassLoader loader, String reason);

  /**
   * A module stays off in a loader because it is for another version of the library, by its own
   * word: nobody misses it. Comes once.
   */
  void notConcerned(ModuleEntry module, @Nullable ClassLoader loader, String reason);

  /**
   * A class that matches is left alone: its loader loads it to answer our own question about
   * another class, and cannot be asked about this one.
   */
  void undecided(ModuleEntry module, @Nullable ClassLoader loader);
}
