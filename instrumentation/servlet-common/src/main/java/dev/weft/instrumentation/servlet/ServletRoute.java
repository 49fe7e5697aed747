package dev.weft.instrumentation.servlet;

import org.jspecify.annotations.Nullable;

/** Makes routes of the patterns of servlet mappings and frameworks. */
public final class ServletRoute {

  private ServletRoute() {}

  /**
   * The route of a servlet mapping.
   *
   * @param pattern {@code /users/*}, {@code *.jsp}, {@code /} and so on
   * @return null for a pattern that tells nothing: that of a default servlet, or of one for all
   */
  public static @Nullable String ofMapping(@Nullable String contextPath, @Nullable String pattern) {
    if (pattern == null || pattern.equals("/") || pattern.equals("/*")) {
      return null;
    }
    String absolute = pattern.startsWith("/") ? pattern : '/' + pattern;
    return join(contextPath, null, absolute);
  }

  /**
   * The route of a framework's pattern, below the paths of its application and its servlet.
   *
   * @param servletPath null or empty if the pattern is not relative to it
   */
  public static String join(
      @Nullable String contextPath, @Nullable String servletPath, String pattern) {
    String absolute = pattern.startsWith("/") || pattern.isEmpty() ? pattern : '/' + pattern;
    String above =
        (contextPath == null ? "" : contextPath) + (servletPath == null ? "" : servletPath);
    return above.isEmpty() ? absolute : above + absolute;
  }

  /**
   * Which of a servlet's mappings a path was matched by (Servlet 3.0, section 12.1), for versions
   * of the API that do not tell.
   *
   * @param servletPath the path without what a {@code *} stands for
   * @param pathInfo what that {@code *} stands for
   */
  public static @Nullable String matchingPattern(
      Iterable<String> mappings, String servletPath, @Nullable String pathInfo) {
    String byExtension = null;
    for (String mapping : mappings) {
      if (pathInfo == null && mapping.equals(servletPath) || isPathMapping(mapping, servletPath)) {
        return mapping;
      }
      if (mapping.startsWith("*.") && servletPath.endsWith(mapping.substring(1))) {
        byExtension = mapping;
      }
    }
    return byExtension;
  }

  private static boolean isPathMapping(String mapping, String servletPath) {
    int length = servletPath.length();
    return mapping.length() == length + 2
        && mapping.startsWith(servletPath)
        && mapping.endsWith("/*");
  }
}
