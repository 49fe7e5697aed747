package dev.weft.instrumentation.kafkaclients;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.testing.messaging.MessagingContract;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A producer that waits for each record, and a consumer that loops over what it polls. */
class KafkaContractTest extends MessagingContract {
  private static KafkaProducer<String, String> producer;

  private final String topic = Clients.newTopic();
  private final Queue<Iterator<ConsumerRecord<String, String>>> polled = new ArrayDeque<>();
  private KafkaConsumer<String, String> consumer;

  @BeforeAll
  static void openProducer() {
    producer = Clients.producer();
  }

  @AfterAll
  static void closeProducer() {
    producer.close();
  }

  @AfterEach
  void closeConsumer() {
    if (consumer != null) {
      consumer.close();
    }
  }

  @Override
  protected void publish(String text, Map<String, String> headers) throws Exception {
    ProducerRecord<String, String> record = new ProducerRecord<>(topic, text);
    headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    producer.send(record).get();
  }

  @Override
  protected void process(Consumer<String> work) {
    if (consumer == null) {
      consumer = Clients.consumer("warehouse", topic);
    }
    if (polled.isEmpty()) {
      polled.add(Clients.poll(consumer).iterator());
    }
    Iterator<ConsumerRecord<String, String>> records = polled.element();
    work.accept(records.next().value());
    if (!records.hasNext()) {
      polled.remove();
    }
  }

  @Override
  protected String system() {
    return "kafka";
  }

  @Override
  protected String publishOperation() {
    return "send";
  }

  @Override
  protected String publishDestination() {
    return topic;
  }

  @Override
  protected String processDestination() {
    return topic;
  }
}
