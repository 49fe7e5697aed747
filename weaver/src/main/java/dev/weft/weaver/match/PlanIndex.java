package dev.weft.weaver.match;

import dev.weft.weaver.plan.ModuleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of the modules that are on care for a class name. Immutable. */
final class PlanIndex {
  private final List<ModuleEntry> modules;
  private final Map<String, int[]> byName = new HashMap<>();
  private final Set<String> binaryNames = new HashSet<>();
  private final Map<String, Integer> supertypes = new HashMap<>();
  private final List<int[]> bySupertype = new ArrayList<>();
  private final MethodNames subtypeMethods;

  PlanIndex(List<ModuleEntry> modules) {
    this.modules = modules;
    Set<String> methods = new HashSet<>();
    for (int number = 0; number < modules.size(); number++) {
      ModuleEntry module = modules.get(number);
      for (String name : module.exactNames()) {
        byName.put(name, with(byName.get(name), number));
        binaryNames.add(name.replace('/', '.'));
      }
      for (String name : module.supertypes()) {
        Integer known = supertypes.get(name);
        if (known == null) {
          supertypes.put(name, bySupertype.size());
          bySupertype.add(with(null, number));
        } else {
          bySupertype.set(known, with(bySupertype.get(known), number));
        }
      }
      methods.addAll(module.subtypeMethods());
    }
    subtypeMethods = new MethodNames(methods);
  }

  private static int[] with(int @Nullable [] numbers, int number) {
    if (numbers == null) {
      return new int[] {number};
    }
    int[] more = Arrays.copyOf(numbers, numbers.length + 1);
    more[numbers.length] = number;
    return more;
  }

  int size() {
    return modules.size();
  }

  ModuleEntry module(int number) {
    return modules.get(number);
  }

  /** The numbers of the modules that weave a type of exactly this internal name, or null. */
  int @Nullable [] named(String name) {
    return byName.get(name);
  }

  /** Whether a class is woven by its name. */
  boolean isNamed(Class<?> type) {
    return binaryNames.contains(type.getName());
  }

  boolean wantsSubtypes() {
    return !supertypes.isEmpty();
  }

  /** The number of a type whose subtypes are woven, or -1. */
  int supertype(String name) {
    Integer number = supertypes.get(name);
    return number == null ? -1 : number;
  }

  Iterable<String> supertypes() {
    return supertypes.keySet();
  }

  /** Names of the methods that are woven in subtypes. */
  MethodNames subtypeMethods() {
    return subtypeMethods;
  }

  /** Adds the modules that weave the subtypes of these. */
  void addModules(BitSet supertypes, BitSet modules) {
    for (int i = supertypes.nextSetBit(0); i >= 0; i = supertypes.nextSetBit(i + 1)) {
      for (int module : bySupertype.get(i)) {
        modules.set(module);
      }
    }
  }
}
