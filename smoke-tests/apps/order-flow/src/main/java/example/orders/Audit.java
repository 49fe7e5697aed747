package example.orders;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Counts orders, a batch at a time, and looks at none of them. Arguments: Kafka's address and
 * topic.
 */
public final class Audit {
  private Audit() {}

  public static void main(String[] arguments) throws Exception {
    Thread counting = new Thread(() -> count(arguments[0], arguments[1]), "counting");
    counting.setDaemon(true);
    counting.start();
    Life.serve(0);
  }

  private static void count(String kafka, String topic) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", kafka);
    settings.put("group.id", "audit");
    settings.put("auto.offset.reset", "earliest");
    int counted = 0;
    try (KafkaConsumer<String, String> orders =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      orders.subscribe(List.of(topic));
      while (true) {
        ConsumerRecords<String, String> batch = orders.poll(Duration.ofSeconds(1));
        counted += batch.count();
        if (!batch.isEmpty()) {
          System.out.println("counted " + counted);
        }
      }
    }
  }
}
