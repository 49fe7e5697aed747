package dev.weft.propagation;

import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes a trace state by the rules for mutation: what is added or changed goes to the left end, a
 * 33rd member pushes the right-most out, the others keep their order (Trace Context Level 2,
 * section 3.5).
 */
final class RawTraceStateBuilder implements TraceStateBuilder {

  /** From right to left, so that what is put last is left-most. */
  private final Map<String, String> members = new LinkedHashMap<>();

  RawTraceStateBuilder(RawTraceState state) {
    Map<String, String> leftToRight = state.asMap();
    String[] keys = leftToRight.keySet().toArray(new String[0]);
    for (int i = keys.length - 1; i >= 0; i--) {
      members.put(keys[i], String.valueOf(leftToRight.get(keys[i])));
    }
  }

  /** Ignores a key or value that no tracestate may hold, as the interface asks. */
  @Override
  public TraceStateBuilder put(@Nullable String key, @Nullable String value) {
    if (key == null
        || value == null
        || !TraceStateGrammar.isKey(key, 0, key.length())
        || !TraceStateGrammar.isValue(value, 0, value.length())) {
      return this;
    }
    members.remove(key);
    if (members.size() == TraceStateGrammar.MOST_MEMBERS) {
      Iterator<String> rightMost = members.keySet().iterator();
      rightMost.next();
      rightMost.remove();
    }
    members.put(key, value);
    return this;
  }

  @Override
  public TraceStateBuilder remove(@Nullable String key) {
    members.remove(key);
    return this;
  }

  @Override
  public TraceState build() {
    if (members.isEmpty()) {
      return TraceState.getDefault();
    }
    StringBuilder text = new StringBuilder(64);
    for (Map.Entry<String, String> member : members.entrySet()) {
      String separator = text.length() == 0 ? "" : ",";
      text.insert(0, member.getKey() + '=' + member.getValue() + separator);
    }
    return new RawTraceState(text.toString());
  }
}
