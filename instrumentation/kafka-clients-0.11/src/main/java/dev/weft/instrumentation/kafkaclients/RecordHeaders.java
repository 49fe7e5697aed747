package dev.weft.instrumentation.kafkaclients;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads the headers of records as texts. */
final class RecordHeaders {
  private RecordHeaders() {}

  static Iterator<String> values(Headers headers, String name) {
    Iterator<Header> found = headers.headers(name).iterator();
    return new Iterator<String>() {
      @Override
      public boolean hasNext() {
        return found.hasNext();
      }

      @Override
      public @Nullable String next() {
        return text(found.next());
      }
    };
  }

  static @Nullable String last(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : text(header);
  }

  static List<String> names(Headers headers) {
    List<String> names = new ArrayList<>();
    for (Header header : headers) {
      names.add(header.key());
    }
    return names;
  }

  private static @Nullable String text(Header header) {
    byte[] value = header.value();
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }
}
