package dev.weft.weaver.match;

import dev.weft.weaver.plan.LibraryReference;
import dev.weft.weaver.plan.ModulePlan;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what a module needs with the library that a loader sees. */
final class VersionCheck {
  private final OutlineSource outlines;

  VersionCheck(OutlineSource outlines) {
    this.outlines = outlines;
  }

  ModuleState check(ModulePlan plan) {
    for (String required : plan.requires()) {
      if (outlines.find(required) == null) {
        return ModuleState.notConcerned(required.replace('/', '.') + " missing");
      }
    }
    for (String excluded : plan.excludes()) {
      if (outlines.find(excluded) != null) {
        return ModuleState.notConcerned(excluded.replace('/', '.') + " present");
      }
    }
    for (LibraryReference reference : plan.references()) {
      String wrong = mismatch(reference);
      if (wrong != null) {
        return ModuleState.off(wrong);
      }
    }
    return ModuleState.ON;
  }

  /** Says what is other than the module knows it; null if nothing is. */
  private @Nullable String mismatch(LibraryReference reference) {
    ClassOutline owner = outlines.find(reference.owner());
    if (owner == null || !hasMember(reference)) {
      return reference + " missing";
    }
    Boolean ofInterface = reference.ofInterface();
    if (ofInterface == null || ofInterface == owner.isInterface()) {
      return null;
    }
    return owner.name().replace('/', '.') + (ofInterface ? " is a class" : " is an interface");
  }

  private boolean hasMember(LibraryReference reference) {
    String name = reference.name();
    String descriptor = reference.descriptor();
    return name == null
        || descriptor == null
        || has(reference.owner(), name, descriptor, new HashSet<>());
  }

  /** A supertype that cannot be read is trusted to have the member. */
  private boolean has(@Nullable String type, String name, String descriptor, Set<String> seen) {
    if (type == null || !seen.add(type)) {
      return false;
    }
    ClassOutline outline = outlines.find(type);
    if (outline == null || outline.declares(name, descriptor)) {
      return true;
    }
    // Constructors are not inherited.
    if (name.equals("<init>")) {
      return false;
    }
    for (int i = 0; i < outline.interfaceCount(); i++) {
      if (has(outline.interfaceName(i), name, descriptor, seen)) {
        return true;
      }
    }
    return has(outline.superName(), name, descriptor, seen);
  }
}
