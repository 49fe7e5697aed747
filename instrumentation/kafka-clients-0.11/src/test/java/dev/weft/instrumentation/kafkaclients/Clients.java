package dev.weft.instrumentation.kafkaclients;

import dev.weft.testing.kafka.KafkaBroker;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes clients of one broker, which all tests of the JVM share. */
final class Clients {
  static final KafkaBroker BROKER = KafkaBroker.start();

  private Clients() {}

  /** A topic that nobody else uses. */
  static String newTopic() {
    return "orders-" + UUID.randomUUID();
  }

  static KafkaProducer<String, String> producer(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", BROKER.address());
    config.put("client.id", "shop");
    config.put("acks", "all");
    config.putAll(more);
    return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
  }

  static KafkaProducer<String, String> producer() {
    return producer(Map.of());
  }

  /** A consumer that begins with the oldest records of the topic. */
  static KafkaConsumer<String, String> consumer(String clientId, String topic) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", BROKER.address());
    config.put("client.id", clientId);
    config.put("group.id", "packers-" + topic);
    config.put("auto.offset.reset", "earliest");
    config.put("enable.auto.commit", "false");
    config.put("metadata.max.age.ms", "500");
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    consumer.subscribe(List.of(topic));
    return consumer;
  }

  /** Polls, by whatever the version has, until something comes. */
  static ConsumerRecords<String, String> poll(KafkaConsumer<String, String> consumer) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    ConsumerRecords<String, String> records = pollOnce(consumer);
    while (records.isEmpty() && System.nanoTime() < deadline) {
      records = pollOnce(consumer);
    }
    return records;
  }

  @SuppressWarnings("unchecked")
  static ConsumerRecords<String, String> pollOnce(KafkaConsumer<String, String> consumer) {
    try {
      return (ConsumerRecords<String, String>) POLL.invoke(consumer, POLL_TIME);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static final Method POLL = poll();
  private static final Object POLL_TIME =
      POLL.getParameterTypes()[0] == long.class ? (Object) 200L : Duration.ofMillis(200);

  private static Method poll() {
    try {
      return KafkaConsumer.class.getMethod("poll", Duration.class);
    } catch (NoSuchMethodException before20) {
      try {
        return KafkaConsumer.class.getMethod("poll", long.class);
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
