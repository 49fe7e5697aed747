package dev.weft.tracing;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Takes credentials out of URLs: user info, and the values of parameters that carry secrets ({@code
 * url.full} and {@code url.query} of the conventions).
 *
 * <p>One pass; allocates nothing if nothing is to be redacted.
 */
public final class UrlRedaction {
  private static final String REDACTED = "REDACTED";

  /** An escape is three characters for one, and no key is this long. */
  private static final int LONGEST_ESCAPED_KEY = 300;

  private final IgnoreCaseSet keys;
  private final boolean queryDropped;

  UrlRedaction(Collection<String> keys, boolean queryDropped) {
    this.keys = new IgnoreCaseSet(keys);
    this.queryDropped = queryDropped;
  }

  /** A query, given without its question mark; null if there is none to record. */
  public @Nullable String query(@Nullable String query) {
    return query == null || queryDropped ? null : parameters(query, 0, true);
  }

  /** A path, which may carry parameters behind semicolons. */
  public @Nullable String path(@Nullable String path) {
    int start = path == null ? -1 : path.indexOf(';');
    return path == null || start < 0 ? path : parameters(path, start + 1, false);
  }

  /** An absolute URL. */
  public String url(String url) {
    String clean = withoutUserInfo(url);
    int start = firstOf(clean, "?#;", 0);
    if (start < 0) {
      return clean;
    }
    if (queryDropped) {
      int query = firstOf(clean, "?#", start);
      clean = query < 0 ? clean : clean.substring(0, query);
      return start >= clean.length() ? clean : parameters(clean, start + 1, false);
    }
    return parameters(clean, start + 1, clean.charAt(start) != ';');
  }

  private static String withoutUserInfo(String url) {
    int authority = url.indexOf("//");
    if (authority < 0) {
      return url;
    }
    int start = authority + 2;
    int end = firstOf(url, "/?#", start);
    int at = url.lastIndexOf('@', (end < 0 ? url.length() : end) - 1);
    if (at < start) {
      return url;
    }
    int colon = url.indexOf(':', start);
    String user = colon >= 0 && colon < at ? REDACTED + ':' + REDACTED : REDACTED;
    return url.substring(0, start) + user + url.substring(at);
  }

  /**
   * Redacts the parameters that begin at the given place and behind each separator from there. A
   * question mark in a query is a separator too, for the sake of URLs in parameters, but does not
   * end a secret.
   *
   * @param inQuery false while still in the path, where a slash ends a value
   */
  private String parameters(String text, int start, boolean inQuery) {
    StringBuilder copy = null;
    int copied = 0;
    int key = start;
    int secret = -1;
    boolean query = inQuery;
    for (int i = start; i <= text.length(); i++) {
      char c = i == text.length() ? '&' : text.charAt(i);
      if (c == '=' && key >= 0) {
        secret = isSecret(text, key, i) ? i + 1 : -1;
        key = -1;
      } else if (isSeparator(c, query, secret >= 0)) {
        if (secret >= 0 && secret < i) {
          copy = copy == null ? new StringBuilder(text.length()) : copy;
          copy.append(text, copied, secret).append(REDACTED);
          copied = i;
        }
        secret = -1;
        key = i + 1;
        query |= c == '?' || c == '#';
      }
    }
    return copy == null ? text : copy.append(text, copied, text.length()).toString();
  }

  private static boolean isSeparator(char c, boolean query, boolean inSecret) {
    switch (c) {
      case '&':
      case ';':
      case '#':
        return true;
      case '?':
        return !query || !inSecret;
      case '/':
        return !query;
      default:
        return false;
    }
  }

  private boolean isSecret(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '%') {
        return to - from <= LONGEST_ESCAPED_KEY && isSecretDecoded(text, from, to);
      }
    }
    return keys.contains(text, from, to);
  }

  private boolean isSecretDecoded(String text, int from, int to) {
    StringBuilder key = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int high = c == '%' && i + 2 < to ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
      if (low < 0) {
        key.append(c);
      } else {
        key.append((char) (high << 4 | low));
        i += 2;
      }
    }
    return keys.contains(key, 0, key.length());
  }

  private static int firstOf(String text, String characters, int from) {
    for (int i = from; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }
}
