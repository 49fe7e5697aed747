package dev.weft.instrumentation.resteasy;

import dev.weft.testing.jaxrs.JakartaShop;
import dev.weft.testing.jaxrs.JaxRsRouteContract;
import java.util.Map;
import org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher;

class JakartaResteasyTest extends JaxRsRouteContract {

  @Override
  protected String servlet() {
    return HttpServletDispatcher.class.getName();
  }

  @Override
  protected Map<String, String> parameters() {
    return Map.of(
        JakartaShop.PARAMETER,
        JakartaShop.class.getName(),
        "resteasy.servlet.mapping.prefix",
        "/api");
  }
}
