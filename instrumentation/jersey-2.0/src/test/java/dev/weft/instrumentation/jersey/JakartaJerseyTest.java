package dev.weft.instrumentation.jersey;

import dev.weft.testing.jaxrs.JakartaShop;
import org.glassfish.jersey.server.ResourceConfig;

class JakartaJerseyTest extends JerseyRouteContract {
  JakartaJerseyTest() {
    super(
        JakartaShop.PARAMETER,
        JakartaShop.class,
        ResourceConfig.forApplicationClass(JakartaShop.class));
  }
}
