package dev.weft.propagation;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Header lines of a request: names in any case, several lines per name. */
final class Headers {

  static final TextMapSetter<Headers> SETTER = (headers, name, value) -> headers.set(name, value);

  static final TextMapGetter<Headers> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
          return headers.lines.keySet();
        }

        @Override
        public String get(Headers headers, String name) {
          List<String> values = headers.all(name);
          return values.isEmpty() ? null : values.get(0);
        }

        @Override
        public Iterator<String> getAll(Headers headers, String name) {
          return headers.all(name).iterator();
        }
      };

  private final Map<String, List<String>> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  static Headers of(String... namesAndValues) {
    Headers headers = new Headers();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }

  Headers add(String name, String value) {
    lines.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    return this;
  }

  void set(String name, String value) {
    lines.put(name, new ArrayList<>(List.of(value)));
  }

  Map<String, List<String>> lines() {
    return lines;
  }

  Set<String> names() {
    return lines.keySet();
  }

  List<String> all(String name) {
    return lines.getOrDefault(name, List.of());
  }

  String one(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? null : values.get(0);
  }
}
