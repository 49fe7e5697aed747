package dev.weft.sampler;

import dev.weft.tracing.StartView;
import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which spans are meant, and what is done with them. Immutable. */
final class Rule {
  private final String text;
  private final boolean forced;
  private final Action action;
  private final @Nullable Set<SpanKind> kinds;
  private final List<String> methods;
  private final @Nullable PathPattern path;
  private final AttributeCondition[] attributes;

  /**
   * A rule.
   *
   * @param text as it is written
   * @param forced whether it holds whatever a caller decided
   * @param kinds null for all
   * @param methods empty for all
   * @param path null for all
   */
  Rule(
      String text,
      boolean forced,
      Action action,
      @Nullable Set<SpanKind> kinds,
      List<String> methods,
      @Nullable PathPattern path,
      List<AttributeCondition> attributes) {
    this.text = text;
    this.forced = forced;
    this.action = action;
    this.kinds = kinds;
    this.methods = Collections.unmodifiableList(new ArrayList<>(methods));
    this.path = path;
    this.attributes = attributes.toArray(new AttributeCondition[0]);
  }

  String text() {
    return text;
  }

  boolean isForced() {
    return forced;
  }

  Action action() {
    return action;
  }

  boolean isFor(SpanKind kind) {
    return kinds == null || kinds.contains(kind);
  }

  /** The methods that are meant; empty for all. */
  List<String> methods() {
    return methods;
  }

  /** The paths that are meant; null for all. */
  @Nullable PathPattern path() {
    return path;
  }

  /**
   * Whether a span is meant.
   *
   * @param method what {@code start} answers, or null if no rule reads it
   * @param path what {@code start} answers, or null if no rule reads it
   */
  <Q> boolean matches(
      StartView<Q> start, Q request, @Nullable String method, @Nullable String path) {
    return isFor(start.kind())
        && (methods.isEmpty() || methods.contains(method))
        && (this.path == null || path != null && this.path.matches(path))
        && (attributes.length == 0 || haveAttributes(start, request));
  }

  private <Q> boolean haveAttributes(StartView<Q> start, Q request) {
    for (AttributeCondition attribute : attributes) {
      if (!attribute.holds(start, request)) {
        return false;
      }
    }
    return true;
  }
}
