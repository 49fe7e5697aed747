package dev.weft.weaver.module;

import java.util.Collections;
import java.util.List;

/**
 * One library's instrumentation: which methods of which types call which advice.
 *
 * <p>A module has a public constructor without parameters. It is instantiated by the plan compiler
 * only, so nothing in it may be needed at run time.
 */
public interface InstrumentationModule {
  /** The name in options and reports: library and floor version, {@code okhttp-3.0}. */
  String name();

  /** Further names that switch the module on and off, {@code okhttp}. */
  default List<String> aliases() {
    return Collections.emptyList();
  }

  /** Whether the module is on unless an option says otherwise. */
  default boolean enabledByDefault() {
    return true;
  }

  /** Declares the types and methods to weave. */
  void define(ModuleDefinition definition);
}
