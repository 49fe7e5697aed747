package dev.weft.weaver.match;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Finds which wanted supertypes a type has, from outlines, remembering answers per loader. */
final class Hierarchy {
  static final BitSet NONE = new BitSet(0);

  /** Deeper hierarchies than this are damaged or hostile. */
  private static final int MAX_DEPTH = 64;

  private final PlanIndex index;
  private final IgnoredNames ignored;

  Hierarchy(PlanIndex index) {
    this.index = index;
    this.ignored = new IgnoredNames(index.supertypes());
  }

  boolean ignores(String name) {
    return ignored.contains(name);
  }

  /**
   * The numbers of the wanted types above a class, without itself.
   *
   * @param outlines reads the supertypes that are not known yet; null forbids it: then an unknown
   *     supertype has none
   */
  BitSet above(ClassOutline type, LoaderState state, @Nullable OutlineSource outlines) {
    return above(type, state, outlines, 0);
  }

  private BitSet above(
      ClassOutline type, LoaderState state, @Nullable OutlineSource outlines, int depth) {
    BitSet found = NONE;
    String superName = type.superName();
    if (superName != null) {
      found = union(found, from(superName, state, outlines, depth));
    }
    for (int i = 0; i < type.interfaceCount(); i++) {
      found = union(found, from(type.interfaceName(i), state, outlines, depth));
    }
    return found;
  }

  /** The wanted types among a type and those above it. */
  private BitSet from(String name, LoaderState state, @Nullable OutlineSource outlines, int depth) {
    if (state.isUnrelated(name)) {
      return NONE;
    }
    BitSet known = state.related(name);
    if (known != null) {
      return known;
    }
    int itself = index.supertype(name);
    if (itself < 0 && ignored.contains(name)) {
      return NONE;
    }
    BitSet found = NONE;
    if (outlines != null && depth < MAX_DEPTH) {
      ClassOutline outline = outlines.find(name);
      if (outline != null) {
        found = above(outline, state, outlines, depth + 1);
      }
    }
    return outlines == null ? withItself(itself, found) : remember(name, found, state);
  }

  /**
   * Keeps what is above a type for those below it.
   *
   * @return what its subtypes have above them
   */
  BitSet remember(String name, BitSet above, LoaderState state) {
    BitSet all = withItself(index.supertype(name), above);
    state.remember(name, all);
    return all;
  }

  private static BitSet withItself(int itself, BitSet above) {
    if (itself < 0) {
      return above;
    }
    BitSet all = (BitSet) above.clone();
    all.set(itself);
    return all;
  }

  private static BitSet union(BitSet left, BitSet right) {
    if (left.isEmpty()) {
      return right;
    }
    if (right.isEmpty()) {
      return left;
    }
    BitSet both = (BitSet) left.clone();
    both.or(right);
    return both;
  }
}
