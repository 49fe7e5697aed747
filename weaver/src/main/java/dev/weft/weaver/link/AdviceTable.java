package dev.weft.weaver.link;

import org.jspecify.annotations.Nullable;

/** Tells what the handles in woven code stand for. */
public interface AdviceTable {
  /** The advice call of a handle, or null if no module has it. */
  @Nullable AdviceTarget target(int handle);
}
