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
      if (!isPresent(reference)) {
        return ModuleState.off(reference + " missing");
      }
    }
    return ModuleState.ON;
  }

  private boolean isPresent(LibraryReference reference) {
    String name = reference.name();
    String descriptor = reference.descriptor();
    if (name == null || descriptor == null) {
      return outlines.find(reference.owner()) != null;
    }
    return outlines.find(reference.owner()) != null
        && has(reference.owner(), name, descriptor, new HashSet<>());
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
