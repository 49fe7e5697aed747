package dev.weft.instrumentation.netty;

import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the headers of a stream, whose values are sequences of characters of some kind. */
final class Http2HeaderValues {

  private Http2HeaderValues() {}

  static @Nullable String text(@Nullable CharSequence value) {
    return value == null ? null : value.toString();
  }

  /** The first value of a header; that of {@code host} may be the authority (RFC 9113, 8.3.1). */
  static @Nullable String first(Http2Headers headers, String name) {
    CharSequence value = headers.get(name);
    return text(value == null && name.equals("host") ? headers.authority() : value);
  }

  /** All values of a header; null where there is none. */
  static @Nullable Iterator<String> all(Http2Headers headers, String name) {
    String first = first(headers, name);
    if (first == null) {
      return null;
    }
    List<String> values = new ArrayList<>(1);
    for (CharSequence value : headers.getAll(name)) {
      values.add(value.toString());
    }
    if (values.isEmpty()) {
      values.add(first);
    }
    return values.iterator();
  }

  /** The status, or 0 where there is none, as in trailers. */
  static int status(Http2Headers headers) {
    CharSequence status = headers.status();
    if (status == null || status.length() != 3) {
      return 0;
    }
    int code = 0;
    for (int i = 0; i < 3; i++) {
      int digit = status.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      code = code * 10 + digit;
    }
    return code;
  }
}
