package dev.weft.tracing;

import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;

import io.opentelemetry.api.common.AttributeKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Headers whose values become attributes of spans ({@code http.request.header.<key>} and {@code
 * http.response.header.<key>} of the conventions: lower-case keys, always lists).
 *
 * <p>The headers that hold credentials by definition may be asked for, but their values are
 * replaced by {@code REDACTED}: that they were sent is worth knowing, and nothing more is.
 */
public final class CapturedHeaders {
  private static final List<String> SECRET_HEADERS =
      Arrays.asList(
          "authorization",
          "proxy-authorization",
          "cookie",
          "set-cookie",
          "x-api-key",
          "x-auth-token",
          "x-amz-security-token");
  private static final List<String> REDACTED = Collections.singletonList("REDACTED");

  private final String[] names;
  private final List<AttributeKey<List<String>>> keys = new ArrayList<>();

  private CapturedHeaders(String prefix, Collection<String> headers) {
    Set<String> distinct = new LinkedHashSet<>();
    for (String header : headers) {
      distinct.add(header.trim().toLowerCase(Locale.ROOT));
    }
    distinct.remove("");
    names = distinct.toArray(new String[0]);
    for (String name : names) {
      keys.add(stringArrayKey(prefix + name));
    }
  }

  static CapturedHeaders ofRequests(Collection<String> headers) {
    return new CapturedHeaders("http.request.header.", headers);
  }

  static CapturedHeaders ofResponses(Collection<String> headers) {
    return new CapturedHeaders("http.response.header.", headers);
  }

  /** How many headers are captured. */
  public int size() {
    return names.length;
  }

  /** The name of a header, in lower case. */
  public String name(int index) {
    return names[index];
  }

  /** Writes the values of a header, if there are any. */
  public void write(int index, @Nullable Iterator<String> values, AttributeWriter attributes) {
    if (values == null || !values.hasNext()) {
      return;
    }
    if (SECRET_HEADERS.contains(names[index])) {
      attributes.put(keys.get(index), REDACTED);
      return;
    }
    List<String> list = new ArrayList<>(1);
    while (values.hasNext()) {
      String value = values.next();
      if (value != null) {
        list.add(attributes.limited(value));
      }
    }
    attributes.put(keys.get(index), list);
  }
}
