package dev.weft.instrumentation.jersey;

import dev.weft.testing.jaxrs.JavaxShop;
import org.glassfish.jersey.server.ResourceConfig;

class JavaxJerseyTest extends JerseyRouteContract {
  JavaxJerseyTest() {
    super(
        JavaxShop.PARAMETER, JavaxShop.class, ResourceConfig.forApplicationClass(JavaxShop.class));
  }
}
