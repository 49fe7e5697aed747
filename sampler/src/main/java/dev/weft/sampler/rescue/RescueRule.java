package dev.weft.sampler.rescue;

import dev.weft.sampler.PathPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of {@link RescueRules}: which requests, and what makes them worth a rescue. */
final class RescueRule {
  /** Of a rule that does not say what is slow. */
  static final long NO_LIMIT = Long.MAX_VALUE;

  private final List<String> methods;
  private final @Nullable PathPattern pattern;
  private final boolean errors;
  private final boolean never;
  private final long slowNanos;

  /**
   * @param methods empty for any
   * @param pattern null for any path, and for what is not HTTP
   */
  RescueRule(
      List<String> methods,
      @Nullable PathPattern pattern,
      boolean errors,
      boolean never,
      long slowNanos) {
    this.methods = methods;
    this.pattern = pattern;
    this.errors = errors;
    this.never = never;
    this.slowNanos = slowNanos;
  }

  /** Whether the rule is for some requests only, and so beats those that are for all. */
  boolean isSpecific() {
    return !methods.isEmpty() || pattern != null;
  }

  boolean matches(RootRequest request) {
    return (methods.isEmpty() || methods.contains(request.method()))
        && (pattern == null
            || matches(pattern, request.path())
            || matches(pattern, request.route()));
  }

  private static boolean matches(PathPattern pattern, @Nullable String path) {
    return path != null && pattern.matches(path);
  }

  boolean errors() {
    return errors;
  }

  boolean never() {
    return never;
  }

  /** How long a request may take; {@link #NO_LIMIT} if the rule does not say. */
  long slowNanos() {
    return slowNanos;
  }
}
