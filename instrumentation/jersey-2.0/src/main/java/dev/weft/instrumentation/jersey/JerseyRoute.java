package dev.weft.instrumentation.jersey;

import dev.weft.tracing.http.JoinedRoute;
import java.util.List;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.uri.UriTemplate;

/** Makes a route of what a request was matched by. */
final class JerseyRoute {

  private JerseyRoute() {}

  /** The application's own path, then the paths of classes, locators and the method as written. */
  static String of(ExtendedUriInfo uri) {
    JoinedRoute route = new JoinedRoute().add(uri.getBaseUri().getPath());
    // The latest match comes first.
    List<UriTemplate> templates = uri.getMatchedTemplates();
    for (int i = templates.size() - 1; i >= 0; i--) {
      route.add(templates.get(i).getTemplate());
    }
    return route.toString();
  }
}
