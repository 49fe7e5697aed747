package dev.weft.weaver.module;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which methods of a matched type are woven. Abstract and native methods never are. Immutable. */
public final class MethodMatch {
  private final List<String> names;
  private final @Nullable List<String> parameters;
  private final @Nullable String returns;
  private final boolean publicOnly;

  private MethodMatch(
      List<String> names,
      @Nullable List<String> parameters,
      @Nullable String returns,
      boolean publicOnly) {
    this.names = names;
    this.parameters = parameters;
    this.returns = returns;
    this.publicOnly = publicOnly;
  }

  /** Methods of these names, whatever their parameters. */
  public static MethodMatch method(String... names) {
    return new MethodMatch(
        Collections.unmodifiableList(Arrays.asList(names)), null, null, /* publicOnly= */ false);
  }

  /** Constructors, whatever their parameters. */
  public static MethodMatch constructor() {
    return method("<init>");
  }

  /**
   * Only methods with exactly these parameters.
   *
   * @param types source names: {@code "int"}, {@code "java.lang.String"}, {@code "byte[]"}, or
   *     {@code "*"} for any one type
   */
  public MethodMatch parameters(String... types) {
    return new MethodMatch(
        names, Collections.unmodifiableList(Arrays.asList(types)), returns, publicOnly);
  }

  /** Only methods that return this type, in the words of {@link #parameters}. */
  public MethodMatch returns(String type) {
    return new MethodMatch(names, parameters, type, publicOnly);
  }

  /** Only public methods. */
  public MethodMatch publicOnly() {
    return new MethodMatch(names, parameters, returns, /* publicOnly= */ true);
  }

  public List<String> names() {
    return names;
  }

  /** The parameters' types, or null for any. */
  public @Nullable List<String> parameters() {
    return parameters;
  }

  /** The returned type, or null for any. */
  public @Nullable String returns() {
    return returns;
  }

  public boolean isPublicOnly() {
    return publicOnly;
  }
}
