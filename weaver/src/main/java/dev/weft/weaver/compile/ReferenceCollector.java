package dev.weft.weaver.compile;

import dev.weft.weaver.plan.LibraryReference;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * Collects what advice and the helper classes reachable from it refer to, outside the module, our
 * own code and the JDK's public types. Read from constant pools, which name every type, method and
 * field that byte code uses.
 */
final class ReferenceCollector {
  private static final int CLASS = 7;
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;

  /** Prefixes of what an agent always has, or of what needs no class at run time. */
  private static final String[] OURS = {
    "java/",
    "dev/weft/",
    "io/opentelemetry/api/",
    "io/opentelemetry/context/",
    "io/opentelemetry/semconv/",
    "org/slf4j/",
    "org/jspecify/",
    "net/bytebuddy/",
  };

  /** Classes that the instrumentation loader defines, this module's or another's that it shares. */
  private static final String HELPERS = "dev/weft/instrumentation/";

  private final ClassesFolder classes;
  private final ClassLoader loader;
  private final Set<String> seen = new HashSet<>();
  private final Deque<String> pending = new ArrayDeque<>();
  private final TreeMap<String, LibraryReference> references = new TreeMap<>();

  /**
   * @param moduleClasses declarations, which advice nested in them names but never uses
   */
  ReferenceCollector(ClassesFolder classes, Collection<String> moduleClasses, ClassLoader loader) {
    this.classes = classes;
    this.loader = loader;
    seen.addAll(moduleClasses);
  }

  void collectFrom(String adviceClass) throws IOException {
    pending.add(adviceClass);
    while (!pending.isEmpty()) {
      String next = pending.remove();
      if (seen.add(next)) {
        scan(reader(next));
      }
    }
  }

  List<LibraryReference> sorted() {
    return new ArrayList<>(references.values());
  }

  private ClassReader reader(String helper) throws IOException {
    if (classes.contains(helper)) {
      return new ClassReader(classes.read(helper));
    }
    try (InputStream in = loader.getResourceAsStream(helper + ".class")) {
      if (in == null) {
        throw new PlanCompileException(helper.replace('/', '.') + ": not on the class path");
      }
      return new ClassReader(in);
    }
  }

  private void scan(ClassReader reader) {
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int item = reader.getItem(i);
      // 0 for the second slot of a long or double.
      int tag = item == 0 ? 0 : reader.readByte(item - 1);
      if (tag == CLASS) {
        type(reader.readUTF8(item, buffer));
      } else if (tag == FIELD || tag == METHOD || tag == INTERFACE_METHOD) {
        String owner = reader.readClass(item, buffer);
        int nameAndType = reader.getItem(reader.readUnsignedShort(item + 2));
        if (isLibrary(owner)) {
          add(
              member(
                  tag,
                  owner,
                  reader.readUTF8(nameAndType, buffer),
                  reader.readUTF8(nameAndType + 2, buffer)));
        }
      }
    }
  }

  private static LibraryReference member(int tag, String owner, String name, String descriptor) {
    return tag == FIELD
        ? LibraryReference.member(owner, name, descriptor)
        : LibraryReference.call(owner, name, descriptor, tag == INTERFACE_METHOD);
  }

  private void type(String name) {
    String element = elementType(name);
    if (element == null) {
      return;
    }
    if (isHelper(element)) {
      pending.add(element);
    } else if (isLibrary(element)) {
      add(LibraryReference.type(element));
    }
  }

  private void add(LibraryReference reference) {
    // Overloads may differ in what they return only.
    references.put(reference + " " + reference.descriptor(), reference);
  }

  private boolean isHelper(String name) {
    return name.startsWith(HELPERS) || classes.contains(name);
  }

  private boolean isLibrary(String owner) {
    if (owner.startsWith("[") || isHelper(owner)) {
      return false;
    }
    for (String prefix : OURS) {
      if (owner.startsWith(prefix)) {
        return false;
      }
    }
    // Types like javax.net.ssl are as sure as java.*; the JDK's internal ones are not.
    return !(owner.startsWith("javax/") && isInJdk(owner));
  }

  private static boolean isInJdk(String internalName) {
    // The parent of the system loader: the platform's, on Java 8 the extensions'.
    ClassLoader platform = ClassLoader.getSystemClassLoader().getParent();
    return platform.getResource(internalName + ".class") != null;
  }

  /** A class constant may be an array's descriptor. Null for arrays of primitives. */
  private static @Nullable String elementType(String name) {
    if (!name.startsWith("[")) {
      return name;
    }
    return name.endsWith(";") ? name.substring(name.indexOf('L') + 1, name.length() - 1) : null;
  }
}
