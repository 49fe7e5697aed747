package example.orders;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Properties;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes orders over HTTP and writes each to Kafka. Arguments: Kafka's address and topic. */
public final class Shop {
  private Shop() {}

  public static void main(String[] arguments) throws Exception {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", arguments[0]);
    KafkaProducer<String, String> orders =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    Tomcat tomcat = new Tomcat();
    File folder = Files.createTempDirectory("shop").toFile();
    tomcat.setBaseDir(folder.getPath());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", folder.getPath());
    Tomcat.addServlet(context, "orders", new OrderServlet(orders, arguments[1]));
    context.addServletMappingDecoded("/orders/*", "orders");
    tomcat.start();
    Life.serve(tomcat.getConnector().getLocalPort());
  }

  private static final class OrderServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(Shop.class);

    private final transient KafkaProducer<String, String> orders;
    private final String topic;

    OrderServlet(KafkaProducer<String, String> orders, String topic) {
      this.orders = orders;
      this.topic = topic;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String item = request.getPathInfo().substring(1);
      try {
        orders.send(new ProducerRecord<>(topic, item)).get();
      } catch (Exception e) {
        throw new IOException(e);
      }
      log.info("shop took the order of {}", item);
      response.setStatus(202);
      response.getWriter().print("ordered " + item);
    }
  }
}
