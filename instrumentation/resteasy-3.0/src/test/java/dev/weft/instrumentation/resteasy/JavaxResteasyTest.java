package dev.weft.instrumentation.resteasy;

import dev.weft.testing.jaxrs.JavaxShop;
import dev.weft.testing.jaxrs.JaxRsRouteContract;
import java.util.Map;
import org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher;

class JavaxResteasyTest extends JaxRsRouteContract {

  @Override
  protected String servlet() {
    return HttpServletDispatcher.class.getName();
  }

  @Override
  protected Map<String, String> parameters() {
    return Map.of(
        JavaxShop.PARAMETER, JavaxShop.class.getName(), "resteasy.servlet.mapping.prefix", "/api");
  }
}
