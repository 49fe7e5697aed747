package example.fleet;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.JedisPooled;

/**
 * Takes orders, {@code POST /orders/<kind>/<number>}, counts them in Redis and passes them on to
 * the stock, but those that are {@code cached}. Arguments: the addresses of Redis and of the stock.
 */
public final class Shop {
  private Shop() {}

  public static void main(String[] arguments) throws Exception {
    JedisPooled redis = new JedisPooled(arguments[0]);
    Tomcat tomcat = new Tomcat();
    File folder = Files.createTempDirectory("fleet-shop").toFile();
    tomcat.setBaseDir(folder.getPath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", folder.getPath());
    Tomcat.addServlet(context, "orders", new OrderServlet(redis, arguments[1]));
    context.addServletMappingDecoded("/orders/*", "orders");
    tomcat.start();
    System.out.println("ready on " + tomcat.getConnector().getLocalPort());
    tomcat.getServer().await();
  }

  private static final class OrderServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(Shop.class);

    private final transient JedisPooled redis;
    private final transient CloseableHttpClient client =
        HttpClients.custom().setMaxConnPerRoute(100).setMaxConnTotal(100).build();
    private final String stock;

    OrderServlet(JedisPooled redis, String stock) {
      this.redis = redis;
      this.stock = stock;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String order = request.getPathInfo();
      log.info(
          "order={} traceparent={} tracestate={}",
          order,
          request.getHeader("traceparent"),
          request.getHeader("tracestate"));
      redis.incr("orders");
      if (!order.startsWith("/cached/")) {
        try (CloseableHttpResponse answer =
            client.execute(new HttpPost(stock + "/stock" + order))) {
          EntityUtils.consume(answer.getEntity());
          response.setStatus(answer.getStatusLine().getStatusCode());
        }
      }
      response.getWriter().print(order);
    }
  }
}
