package example.fleet;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes orders from Kafka, one after the other. */
final class OrderTaker implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(OrderTaker.class);

  private final String kafka;
  private final String topic;
  private final DataSource database;

  OrderTaker(String kafka, String topic, DataSource database) {
    this.kafka = kafka;
    this.topic = topic;
    this.database = database;
  }

  @Override
  public void run() {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", kafka);
    settings.put("group.id", "ledger");
    settings.put("auto.offset.reset", "earliest");
    try (KafkaConsumer<String, String> orders =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      orders.subscribe(List.of(topic));
      while (true) {
        for (ConsumerRecord<String, String> order : orders.poll(Duration.ofSeconds(1))) {
          log.info(
              "taken={} traceparent={} tracestate={}",
              order.value(),
              header(order, "traceparent"),
              header(order, "tracestate"));
          Ledger.book(database, 0);
        }
      }
    } catch (Exception e) {
      log.error("the ledger takes no more orders", e);
    }
  }

  private static String header(ConsumerRecord<String, String> order, String name) {
    Header header = order.headers().lastHeader(name);
    return header == null ? "null" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
