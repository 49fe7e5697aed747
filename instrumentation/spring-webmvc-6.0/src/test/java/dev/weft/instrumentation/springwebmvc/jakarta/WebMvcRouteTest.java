package dev.weft.instrumentation.springwebmvc.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebMvcRouteTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  @TempDir static Path folder;
  private final Tomcat tomcat = new Tomcat();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  void start() throws Exception {
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.setSilent(true);
    Context context = tomcat.addContext("/app", new File(folder.toString()).getAbsolutePath());
    addDispatcher(context, "/");
    addDispatcher(context, "/api/*");
    ErrorPage page = new ErrorPage();
    page.setLocation("/problem/page");
    context.addErrorPage(page);
    tomcat.start();
  }

  private static void addDispatcher(Context context, String mapping) {
    GenericWebApplicationContext beans = new GenericWebApplicationContext();
    beans.registerBeanDefinition(
        "mapping", new RootBeanDefinition(RequestMappingHandlerMapping.class));
    beans.registerBeanDefinition(
        "adapter", new RootBeanDefinition(RequestMappingHandlerAdapter.class));
    beans.registerBeanDefinition("users", new RootBeanDefinition(Users.class));
    Tomcat.addServlet(context, mapping, new DispatcherServlet(beans));
    context.addServletMappingDecoded(mapping, mapping);
  }

  @AfterAll
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void namesTheSpanAfterTheHandlersPattern() throws Exception {
    assertThat(get("/app/users/7").body()).isEqualTo("user");

    assertRoute(weft.awaitSpan(), "/app/users/{id}");
  }

  @Test
  void putsTheServletsPathBeforeThePattern() throws Exception {
    assertThat(get("/app/api/users/7").body()).isEqualTo("user");

    assertRoute(weft.awaitSpan(), "/app/api/users/{id}");
  }

  @Test
  void keepsTheRouteOfAHandlerThatFails() throws Exception {
    assertThat(get("/app/failures/7").body()).isEqualTo("problem");

    assertRoute(weft.awaitSpan(), "/app/failures/{id}");
  }

  @Test
  void namesNoRouteForWhatNoHandlerMatches() throws Exception {
    assertThat(get("/app/nothing").statusCode()).isEqualTo(404);

    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(route(span)).isNull();
  }

  private HttpResponse<String> get(String path) throws Exception {
    int port = tomcat.getConnector().getLocalPort();
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static void assertRoute(SpanData span, String route) {
    assertThat(route(span)).isEqualTo(route);
    assertThat(span.getName()).isEqualTo("GET " + route);
  }

  private static String route(SpanData span) {
    return span.getAttributes().get(AttributeKey.stringKey("http.route"));
  }

  @Controller
  static class Users {
    @RequestMapping("/users/{id}")
    @ResponseBody
    String user() {
      return "user";
    }

    @RequestMapping("/failures/{id}")
    String failure() {
      throw new IllegalStateException("contract");
    }

    @RequestMapping("/problem/{page}")
    @ResponseBody
    String problem() {
      return "problem";
    }
  }
}
