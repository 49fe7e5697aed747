package dev.weft.instrumentation.servlet.jakarta;

import dev.weft.testing.server.ServletContract;
import jakarta.servlet.DispatcherType;
import java.io.File;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.io.TempDir;

class TomcatTest extends ServletContract {
  @TempDir static Path folder;
  private final Tomcat tomcat = new Tomcat();

  @Override
  protected int start() throws Exception {
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.setSilent(true);
    Context context = tomcat.addContext("/app", new File(folder.toString()).getAbsolutePath());
    context.addFilterDef(filter());
    context.addFilterMap(everywhere());
    Wrapper servlet = Tomcat.addServlet(context, "contract", new ContractServlet());
    servlet.setAsyncSupported(true);
    for (String path : ContractServlet.MAPPINGS) {
      context.addServletMappingDecoded(path, "contract");
    }
    Tomcat.addServlet(context, "errors", new ErrorPageServlet());
    context.addServletMappingDecoded("/error-page", "errors");
    ErrorPage page = new ErrorPage();
    page.setLocation("/error-page");
    context.addErrorPage(page);
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  private static FilterDef filter() {
    FilterDef filter = new FilterDef();
    filter.setFilterName("wrapping");
    filter.setFilter(new WrappingFilter());
    filter.setAsyncSupported("true");
    return filter;
  }

  private static FilterMap everywhere() {
    FilterMap map = new FilterMap();
    map.setFilterName("wrapping");
    map.addURLPattern("/*");
    for (DispatcherType type : DispatcherType.values()) {
      map.setDispatcher(type.name());
    }
    return map;
  }

  @Override
  protected void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }
}
