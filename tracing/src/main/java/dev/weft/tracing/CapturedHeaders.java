package dev.weft.tracing;

import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;

import io.opentelemetry.api.common.AttributeKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Headers whose values become attributes of spans ({@code http.request.header.<key>} and {@code
 * http.response.header.<key>} of the conventions: lower-case keys, always lists; {@code
 * messaging.header.<key>} as the OpenTelemetry agent has it, with {@code _} for {@code -}).
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

  private final List<String> names = new ArrayList<>();
  private final List<AttributeKey<List<String>>> keys = new ArrayList<>();

  private CapturedHeaders() {}

  static CapturedHeaders ofRequests(Collection<String> headers) {
    return ofHttp("http.request.header.", headers);
  }

  static CapturedHeaders ofResponses(Collection<String> headers) {
    return ofHttp("http.response.header.", headers);
  }

  private static CapturedHeaders ofHttp(String prefix, Collection<String> headers) {
    CapturedHeaders captured = new CapturedHeaders();
    for (String header : headers) {
      String name = header.trim().toLowerCase(Locale.ROOT);
      captured.add(name, prefix + name);
    }
    return captured;
  }

  /** The names of a message's headers are told apart by case. */
  static CapturedHeaders ofMessages(Collection<String> headers) {
    CapturedHeaders captured = new CapturedHeaders();
    for (String header : headers) {
      String name = header.trim();
      captured.add(name, "messaging.header." + name.replace('-', '_'));
    }
    return captured;
  }

  private void add(String name, String key) {
    if (!name.isEmpty() && !names.contains(name)) {
      names.add(name);
      keys.add(stringArrayKey(key));
    }
  }

  /** How many headers are captured. */
  public int size() {
    return names.size();
  }

  /** The name of a header; of HTTP's in lower case. */
  public String name(int index) {
    return names.get(index);
  }

  /** Writes the values of a header, if there are any. */
  public void write(int index, @Nullable Iterator<String> values, AttributeWriter attributes) {
    if (values == null || !values.hasNext()) {
      return;
    }
    if (SECRET_HEADERS.contains(names.get(index).toLowerCase(Locale.ROOT))) {
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
