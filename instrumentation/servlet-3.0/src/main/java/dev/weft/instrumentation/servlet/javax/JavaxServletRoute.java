package dev.weft.instrumentation.servlet.javax;

import dev.weft.instrumentation.servlet.ServletRoute;
import javax.servlet.DispatcherType;
import javax.servlet.Servlet;
import javax.servlet.ServletConfig;
import javax.servlet.ServletRegistration;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The route of a servlet's mapping, which only Servlet 4.0 tells: here it is found again. */
final class JavaxServletRoute {

  private JavaxServletRoute() {}

  static @Nullable String of(Servlet servlet, HttpServletRequest request) {
    ServletConfig config = servlet.getServletConfig();
    String servletPath = request.getServletPath();
    if (config == null
        || servletPath == null
        || request.getDispatcherType() == DispatcherType.ERROR) {
      return null;
    }
    ServletRegistration registration =
        request.getServletContext().getServletRegistration(config.getServletName());
    if (registration == null) {
      return null;
    }
    String pattern =
        ServletRoute.matchingPattern(
            registration.getMappings(), servletPath, request.getPathInfo());
    return ServletRoute.ofMapping(request.getContextPath(), pattern);
  }
}
