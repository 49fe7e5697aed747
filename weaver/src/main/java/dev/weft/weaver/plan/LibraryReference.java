package dev.weft.weaver.plan;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A type, method or field of the library that a module's own byte code refers to. */
public final class LibraryReference {
  private final String owner;
  private final @Nullable String name;
  private final @Nullable String descriptor;
  private final @Nullable Boolean ofInterface;

  private LibraryReference(
      String owner,
      @Nullable String name,
      @Nullable String descriptor,
      @Nullable Boolean ofInterface) {
    this.owner = owner;
    this.name = name;
    this.descriptor = descriptor;
    this.ofInterface = ofInterface;
  }

  /**
   * @param name the internal name, {@code okhttp3/Call}
   */
  public static LibraryReference type(String name) {
    return new LibraryReference(name, null, null, null);
  }

  /**
   * A method or field, declared by the owner or by any of its supertypes.
   *
   * @param descriptor a method's descriptor, {@code ()V}, or a field's, {@code I}
   */
  public static LibraryReference member(String owner, String name, String descriptor) {
    return new LibraryReference(owner, name, descriptor, null);
  }

  /**
   * A method that byte code calls; the call fails where its owner is an interface and should be a
   * class, or the other way round (JVMS 5.4.3.3, 5.4.3.4).
   *
   * @param ofInterface whether the owner is an interface
   */
  public static LibraryReference call(
      String owner, String name, String descriptor, boolean ofInterface) {
    return new LibraryReference(owner, name, descriptor, ofInterface);
  }

  public String owner() {
    return owner;
  }

  /** The member's name, or null where the type itself is meant. */
  public @Nullable String name() {
    return name;
  }

  /** The member's descriptor, or null where the type itself is meant. */
  public @Nullable String descriptor() {
    return descriptor;
  }

  /** Whether the owner is to be an interface, or null where that does not matter. */
  public @Nullable Boolean ofInterface() {
    return ofInterface;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof LibraryReference)) {
      return false;
    }
    LibraryReference that = (LibraryReference) other;
    return owner.equals(that.owner)
        && Objects.equals(name, that.name)
        && Objects.equals(descriptor, that.descriptor)
        && Objects.equals(ofInterface, that.ofInterface);
  }

  @Override
  public int hashCode() {
    return Objects.hash(owner, name, descriptor, ofInterface);
  }

  /** As a reader of reports knows it: {@code okhttp3.Call.enqueue(okhttp3.Callback)}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(owner.replace('/', '.'));
    if (name != null) {
      text.append('.').append(name);
    }
    if (descriptor != null && descriptor.startsWith("(")) {
      appendParameters(text, descriptor);
    }
    return text.toString();
  }

  private static void appendParameters(StringBuilder text, String descriptor) {
    text.append('(');
    int at = 1;
    while (descriptor.charAt(at) != ')') {
      int dimensions = 0;
      while (descriptor.charAt(at) == '[') {
        dimensions++;
        at++;
      }
      int end = descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) : at;
      if (text.charAt(text.length() - 1) != '(') {
        text.append(", ");
      }
      text.append(
          end == at
              ? primitive(descriptor.charAt(at))
              : descriptor.substring(at + 1, end).replace('/', '.'));
      for (; dimensions > 0; dimensions--) {
        text.append("[]");
      }
      at = end + 1;
    }
    text.append(')');
  }

  private static String primitive(char descriptor) {
    switch (descriptor) {
      case 'Z':
        return "boolean";
      case 'B':
        return "byte";
      case 'C':
        return "char";
      case 'S':
        return "short";
      case 'I':
        return "int";
      case 'J':
        return "long";
      case 'F':
        return "float";
      default:
        return "double";
    }
  }
}
