package example.fleet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Properties;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each order, {@code POST /stock/<kind>/<number>}, to Kafka and then passes it on to the
 * ledger. Arguments: Kafka's address and topic, and the ledger's address.
 */
public final class Stock {
  private Stock() {}

  public static void main(String[] arguments) throws Exception {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", arguments[0]);
    KafkaProducer<String, String> orders =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    Tomcat tomcat = new Tomcat();
    File folder = Files.createTempDirectory("fleet-stock").toFile();
    tomcat.setBaseDir(folder.getPath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", folder.getPath());
    Tomcat.addServlet(context, "stock", new StockServlet(orders, arguments[1], arguments[2]));
    context.addServletMappingDecoded("/stock/*", "stock");
    tomcat.start();
    System.out.println("ready on " + tomcat.getConnector().getLocalPort());
    tomcat.getServer().await();
  }

  private static final class StockServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(Stock.class);

    private final transient KafkaProducer<String, String> orders;
    private final transient HttpClient client = HttpClient.newHttpClient();
    private final String topic;
    private final String ledger;

    StockServlet(KafkaProducer<String, String> orders, String topic, String ledger) {
      this.orders = orders;
      this.topic = topic;
      this.ledger = ledger;
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
      try {
        orders.send(new ProducerRecord<>(topic, order)).get();
        HttpRequest sale =
            HttpRequest.newBuilder(URI.create(ledger + "/sales" + order))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        response.setStatus(client.send(sale, HttpResponse.BodyHandlers.discarding()).statusCode());
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
