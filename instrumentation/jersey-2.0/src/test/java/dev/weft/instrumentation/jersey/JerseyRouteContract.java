package dev.weft.instrumentation.jersey;

import com.sun.net.httpserver.HttpServer;
import dev.weft.testing.jaxrs.JaxRsRouteContract;
import java.net.URI;
import java.util.Map;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.Test;

/** Jersey in a servlet container, and without. */
abstract class JerseyRouteContract extends JaxRsRouteContract {
  private final String parameter;
  private final Class<?> application;
  private final ResourceConfig config;

  JerseyRouteContract(String parameter, Class<?> application, ResourceConfig config) {
    this.parameter = parameter;
    this.application = application;
    this.config = config;
  }

  @Override
  protected String servlet() {
    return ServletContainer.class.getName();
  }

  @Override
  protected Map<String, String> parameters() {
    return Map.of(parameter, application.getName());
  }

  @Test
  void namesTheRouteOnTheServerOfTheJdk() throws Exception {
    HttpServer server =
        JdkHttpServerFactory.createHttpServer(URI.create("http://localhost:0/app/"), config);
    try {
      int port = server.getAddress().getPort();
      get(URI.create("http://localhost:" + port + "/app/users/7"));
    } finally {
      server.stop(0);
    }
    assertRoute("/app/users/{id: [0-9]+}");
  }
}
