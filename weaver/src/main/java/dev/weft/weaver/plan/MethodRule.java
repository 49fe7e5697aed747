package dev.weft.weaver.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which methods of a matched type are woven. */
public final class MethodRule {
  /** Stands for any one type in {@link #parameters()}. */
  public static final String ANY = "*";

  private static final int ACC_PUBLIC = 0x0001;
  private static final int ACC_BRIDGE = 0x0040;
  private static final int ACC_NATIVE = 0x0100;
  private static final int ACC_ABSTRACT = 0x0400;

  private final List<String> names;
  private final @Nullable List<String> parameters;
  private final @Nullable String returns;
  private final boolean publicOnly;

  /**
   * @param parameters type descriptors or {@link #ANY}; null for any parameters
   * @param returns a type descriptor; null for any type
   */
  public MethodRule(
      List<String> names,
      @Nullable List<String> parameters,
      @Nullable String returns,
      boolean publicOnly) {
    this.names = names;
    this.parameters = parameters;
    this.returns = returns;
    this.publicOnly = publicOnly;
  }

  /**
   * Whether a method may be woven at all: those without code never are, nor are bridges, which only
   * call the method that is.
   *
   * @param access the access flags of the class file
   */
  public static boolean isWeavable(int access) {
    return (access & (ACC_ABSTRACT | ACC_NATIVE | ACC_BRIDGE)) == 0;
  }

  /**
   * Whether a method is woven.
   *
   * @param access the access flags of the class file
   */
  public boolean matches(int access, String name, String descriptor) {
    return isWeavable(access)
        && (!publicOnly || (access & ACC_PUBLIC) != 0)
        && names.contains(name)
        && matchesTypes(descriptor);
  }

  private boolean matchesTypes(String descriptor) {
    int at = 1;
    if (parameters != null) {
      for (int i = 0; i < parameters.size(); i++) {
        String wanted = parameters.get(i);
        if (descriptor.charAt(at) == ')') {
          return false;
        }
        int end = endOfType(descriptor, at);
        if (!wanted.equals(ANY)
            && (wanted.length() != end - at
                || !descriptor.regionMatches(at, wanted, 0, wanted.length()))) {
          return false;
        }
        at = end;
      }
      if (descriptor.charAt(at) != ')') {
        return false;
      }
    }
    return returns == null
        || descriptor.startsWith(returns, descriptor.indexOf(')') + 1)
            && descriptor.endsWith(returns);
  }

  private static int endOfType(String descriptor, int start) {
    int at = start;
    while (descriptor.charAt(at) == '[') {
      at++;
    }
    return descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
  }

  public List<String> names() {
    return names;
  }

  public @Nullable List<String> parameters() {
    return parameters;
  }

  public @Nullable String returns() {
    return returns;
  }

  public boolean publicOnly() {
    return publicOnly;
  }
}
