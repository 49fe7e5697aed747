package dev.weft.agent.config;

/** URLs as they may be shown. */
final class UrlSecrets {

  private UrlSecrets() {}

  /** Cuts query and user information; generously, as all up to the last {@code @} may be secret. */
  static String remove(String url) {
    int scheme = url.indexOf("://");
    if (scheme < 0) {
      return url;
    }
    int start = scheme + 3;
    int at = url.lastIndexOf('@');
    String shown = at < start ? url : url.substring(0, start) + url.substring(at + 1);
    int query = shown.indexOf('?');
    return query < 0 ? shown : shown.substring(0, query);
  }
}
