package dev.weft.weaver.match;

import dev.weft.weaver.plan.MethodRule;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The head of a class file: access, superclass, interfaces; its members when asked for. Reads no
 * code and resolves nothing (JVMS 4.1).
 */
final class ClassOutline {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int UTF8 = 1;
  private static final int ACC_FINAL = 0x0010;
  private static final int ACC_INTERFACE = 0x0200;

  /** The length of a constant by its tag, the tag included; Utf8 without its bytes (JVMS 4.4). */
  private static final int[] LENGTHS = {
    0, 3, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3
  };

  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  private final byte[] file;
  private final int[] constants;

  /** Where the access flags lie. */
  private final int head;

  private @Nullable Set<String> members;

  private ClassOutline(byte[] file, int[] constants, int head) {
    this.file = file;
    this.constants = constants;
    this.head = head;
  }

  /**
   * @throws IllegalArgumentException or {@link IndexOutOfBoundsException} if this is no class file
   */
  static ClassOutline read(byte[] file) {
    if (u4(file, 0) != MAGIC) {
      throw new IllegalArgumentException("not a class file");
    }
    int[] constants = new int[u2(file, 8)];
    int at = 10;
    for (int i = 1; i < constants.length; i++) {
      constants[i] = at;
      int tag = file[at];
      int length = LENGTHS[tag];
      if (length == 0) {
        throw new IllegalArgumentException("unknown constant");
      }
      if (tag == UTF8) {
        length += u2(file, at + 1);
      } else if (tag == LONG || tag == DOUBLE) {
        // They take two numbers.
        i++;
      }
      at += length;
    }
    return new ClassOutline(file, constants, at);
  }

  boolean isInterface() {
    return (u2(file, head) & ACC_INTERFACE) != 0;
  }

  boolean isFinal() {
    return (u2(file, head) & ACC_FINAL) != 0;
  }

  String name() {
    return className(u2(file, head + 2));
  }

  /** The superclass's internal name; null for {@code java.lang.Object} and modules. */
  @Nullable String superName() {
    int index = u2(file, head + 4);
    return index == 0 ? null : className(index);
  }

  int interfaceCount() {
    return u2(file, head + 6);
  }

  String interfaceName(int index) {
    return className(u2(file, head + 8 + 2 * index));
  }

  /** Whether this is a class that declares a method of one of these names which may be woven. */
  boolean declaresWeavable(MethodNames names) {
    if (isInterface()) {
      return false;
    }
    int at = afterMembers(head + 8 + 2 * interfaceCount());
    int count = u2(file, at);
    at += 2;
    for (int i = 0; i < count; i++) {
      if (MethodRule.isWeavable(u2(file, at))) {
        int name = constants[u2(file, at + 2)];
        if (names.contains(file, name + 3, u2(file, name + 1))) {
          return true;
        }
      }
      at = afterAttributes(at + 6);
    }
    return false;
  }

  private int afterMembers(int start) {
    int count = u2(file, start);
    int at = start + 2;
    for (int i = 0; i < count; i++) {
      at = afterAttributes(at + 6);
    }
    return at;
  }

  /** Whether the class itself declares this method or field. */
  boolean declares(String name, String descriptor) {
    Set<String> read = members;
    if (read == null) {
      read = readMembers();
      members = read;
    }
    return read.contains(name + ' ' + descriptor);
  }

  private Set<String> readMembers() {
    Set<String> read = new HashSet<>();
    int at = head + 8 + 2 * interfaceCount();
    // Fields, then methods, of one form.
    for (int kind = 0; kind < 2; kind++) {
      int count = u2(file, at);
      at += 2;
      for (int i = 0; i < count; i++) {
        read.add(utf8(u2(file, at + 2)) + ' ' + utf8(u2(file, at + 4)));
        at = afterAttributes(at + 6);
      }
    }
    return read;
  }

  private int afterAttributes(int start) {
    int count = u2(file, start);
    int at = start + 2;
    for (int i = 0; i < count; i++) {
      int length = u4(file, at + 2);
      if (length < 0 || length > file.length - at) {
        throw new IllegalArgumentException("attribute too long");
      }
      at += 6 + length;
    }
    return at;
  }

  private String className(int index) {
    return utf8(u2(file, constants[index] + 1));
  }

  private String utf8(int index) {
    int at = constants[index];
    if (file[at] != UTF8) {
      throw new IllegalArgumentException("not a string constant");
    }
    return ModifiedUtf8.decode(file, at + 3, u2(file, at + 1));
  }

  private static int u2(byte[] file, int at) {
    return (file[at] & 0xff) << 8 | file[at + 1] & 0xff;
  }

  private static int u4(byte[] file, int at) {
    return u2(file, at) << 16 | u2(file, at + 2);
  }
}
