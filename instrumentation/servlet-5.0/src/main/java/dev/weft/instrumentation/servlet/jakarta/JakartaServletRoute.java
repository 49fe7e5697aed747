package dev.weft.instrumentation.servlet.jakarta;

import dev.weft.instrumentation.servlet.ServletRoute;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The route of the mapping by which the servlet was found. */
final class JakartaServletRoute {

  private JakartaServletRoute() {}

  static @Nullable String of(HttpServletRequest request) {
    HttpServletMapping mapping = request.getHttpServletMapping();
    if (mapping == null || request.getDispatcherType() == DispatcherType.ERROR) {
      return null;
    }
    return ServletRoute.ofMapping(request.getContextPath(), mapping.getPattern());
  }
}
