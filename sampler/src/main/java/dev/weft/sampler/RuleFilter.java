package dev.weft.sampler;

import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts out, by comparing two numbers per rule, nearly all rules that do not match: those for
 * another kind, another method, or paths that begin otherwise. What passes need not match; what
 * matches passes. Immutable.
 */
final class RuleFilter {
  private static final int KINDS = SpanKind.values().length;
  private static final int OTHER_METHOD = Integer.SIZE - 1;
  private static final int MOST_METHODS = OTHER_METHOD - KINDS;
  private static final int ALL_KINDS = (1 << KINDS) - 1;

  private final String[] methods;
  private final int[] selectors;
  private final long[] prefixes;
  private final long[] prefixMasks;

  RuleFilter(List<Rule> rules) {
    List<String> known = new ArrayList<>();
    for (Rule rule : rules) {
      for (String method : rule.methods()) {
        if (!known.contains(method) && known.size() < MOST_METHODS) {
          known.add(method);
        }
      }
    }
    methods = known.toArray(new String[0]);
    selectors = new int[rules.size()];
    prefixes = new long[rules.size()];
    prefixMasks = new long[rules.size()];
    for (int i = 0; i < selectors.length; i++) {
      Rule rule = rules.get(i);
      selectors[i] = kindsOf(rule) | methodsOf(rule);
      PathPattern path = rule.path();
      String prefix = path == null ? "" : path.prefix();
      prefixes[i] = beginning(prefix);
      int bits = Byte.SIZE * Math.min(Long.BYTES, prefix.length());
      prefixMasks[i] = bits == 0 ? 0 : -1L >>> Long.SIZE - bits;
    }
  }

  private static int kindsOf(Rule rule) {
    int bits = 0;
    for (SpanKind kind : SpanKind.values()) {
      bits |= rule.isFor(kind) ? 1 << kind.ordinal() : 0;
    }
    return bits;
  }

  private int methodsOf(Rule rule) {
    if (rule.methods().isEmpty()) {
      return ~ALL_KINDS;
    }
    int bits = 0;
    for (String method : rule.methods()) {
      bits |= methodBit(method);
    }
    return bits;
  }

  /** One bit for the kind, one for the method. */
  int selector(SpanKind kind, @Nullable String method) {
    return 1 << kind.ordinal() | methodBit(method);
  }

  private int methodBit(@Nullable String method) {
    for (int i = 0; i < methods.length; i++) {
      if (methods[i].equals(method)) {
        return 1 << KINDS + i;
      }
    }
    return 1 << OTHER_METHOD;
  }

  /** The low bytes of up to eight characters, the first one lowest. */
  static long beginning(@Nullable String path) {
    if (path == null) {
      return 0;
    }
    long bytes = 0;
    int length = Math.min(Long.BYTES, path.length());
    for (int i = 0; i < length; i++) {
      bytes |= (path.charAt(i) & 0xffL) << Byte.SIZE * i;
    }
    return bytes;
  }

  /**
   * Whether a rule may match.
   *
   * @param selector of the request
   * @param beginning of its path
   */
  boolean passes(int rule, int selector, long beginning) {
    return (selectors[rule] & selector) == selector
        && (beginning & prefixMasks[rule]) == prefixes[rule];
  }
}
