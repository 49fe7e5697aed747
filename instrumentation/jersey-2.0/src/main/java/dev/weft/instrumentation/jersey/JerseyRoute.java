package dev.weft.instrumentation.jersey;

import java.util.List;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.uri.UriTemplate;

/** Makes a route of what a request was matched by. */
final class JerseyRoute {

  private JerseyRoute() {}

  /** The application's own path, then the paths of classes, locators and the method as written. */
  static String of(ExtendedUriInfo uri) {
    StringBuilder route = new StringBuilder();
    append(route, uri.getBaseUri().getPath());
    // The latest match comes first.
    List<UriTemplate> templates = uri.getMatchedTemplates();
    for (int i = templates.size() - 1; i >= 0; i--) {
      append(route, templates.get(i).getTemplate());
    }
    return route.length() == 0 ? "/" : route.toString();
  }

  private static void append(StringBuilder route, String path) {
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    if (end > 0) {
      if (path.charAt(0) != '/') {
        route.append('/');
      }
      route.append(path, 0, end);
    }
  }
}
