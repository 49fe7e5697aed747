package dev.weft.weaver.compile;

import dev.weft.weaver.plan.MethodRule;
import java.util.ArrayList;
import java.util.List;

/** Types as a declaration spells them, {@code int}, {@code java.lang.String}, {@code byte[]}. */
final class SourceNames {
  private static final String[] PRIMITIVES = {
    "boolean", "Z", "byte", "B", "char", "C", "short", "S", "int", "I", "long", "J", "float", "F",
    "double", "D", "void", "V"
  };

  private SourceNames() {}

  static List<String> descriptors(List<String> names) {
    List<String> descriptors = new ArrayList<>();
    for (String name : names) {
      descriptors.add(descriptor(name));
    }
    return descriptors;
  }

  /** The descriptor of a type, or {@link MethodRule#ANY}. */
  static String descriptor(String name) {
    if (name.equals(MethodRule.ANY)) {
      return name;
    }
    if (name.endsWith("[]")) {
      return '[' + descriptor(name.substring(0, name.length() - 2));
    }
    for (int i = 0; i < PRIMITIVES.length; i += 2) {
      if (PRIMITIVES[i].equals(name)) {
        return PRIMITIVES[i + 1];
      }
    }
    return 'L' + name.replace('.', '/') + ';';
  }
}
