package dev.weft.sampler;

import dev.weft.tracing.StartView;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a rule wants of an attribute: {@code [user_agent.original=kube-probe*]}. */
final class AttributeCondition {
  private static final String HEADER = "http.request.header.";

  private final String key;
  private final @Nullable String header;
  private final PathPattern pattern;
  private final boolean wanted;

  /**
   * A condition.
   *
   * @param wanted whether the pattern is to match, or not to match
   */
  AttributeCondition(String key, PathPattern pattern, boolean wanted) {
    this.key = key;
    this.header =
        key.startsWith(HEADER) ? key.substring(HEADER.length()).toLowerCase(Locale.ROOT) : null;
    this.pattern = pattern;
    this.wanted = wanted;
  }

  /** An attribute that is not there matches no pattern. */
  <Q> boolean holds(StartView<Q> start, Q request) {
    String value = header == null ? start.attribute(request, key) : start.header(request, header);
    return (value != null && pattern.matches(value)) == wanted;
  }
}
