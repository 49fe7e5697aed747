package dev.weft.weaver.match;

import java.util.BitSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** What is known about one class loader: types' relevant supertypes, and the modules' states. */
final class LoaderState {
  private static final int MAX_RELATED = 2048;

  /** Types without a wanted supertype. */
  private final Fingerprints unrelated = new Fingerprints();

  /** Types with one: few, so they are kept by name. */
  private final ConcurrentMap<String, BitSet> related = new ConcurrentHashMap<>();

  private final AtomicReferenceArray<@Nullable ModuleState> modules;

  LoaderState(int modules) {
    this.modules = new AtomicReferenceArray<>(modules);
  }

  boolean isUnrelated(String type) {
    return unrelated.contains(type);
  }

  @Nullable BitSet related(String type) {
    return related.get(type);
  }

  void remember(String type, BitSet supertypes) {
    if (supertypes.isEmpty()) {
      unrelated.add(type);
    } else if (related.size() < MAX_RELATED) {
      related.put(type, supertypes);
    }
  }

  @Nullable ModuleState module(int number) {
    return modules.get(number);
  }

  /** Whether this call was the first to set the state. */
  boolean decide(int number, ModuleState state) {
    return modules.compareAndSet(number, null, state);
  }
}
