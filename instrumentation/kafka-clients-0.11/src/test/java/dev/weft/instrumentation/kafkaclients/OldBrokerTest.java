package dev.weft.instrumentation.kafkaclients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.NodeApiVersions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Brokers before 0.11 refuse headers; clients from 4.0 on do not talk to them. */
class OldBrokerTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private final String topic = Clients.newTopic();

  @Test
  void sendsNoHeadersToABrokerThatDoesNotKnowThem() throws Exception {
    try (KafkaProducer<String, String> producer = Clients.producer(Map.of("client.id", "old"))) {
      assertThat(producer.partitionsFor(topic)).hasSize(1);
      pretendThatAnOldBrokerIsThere(producer);
      producer.send(new ProducerRecord<>(topic, "text")).get();
    }
    assertThat(weft.awaitSpan().getName()).isEqualTo("send " + topic);
    try (KafkaConsumer<String, String> consumer = Clients.consumer("old", topic)) {
      ConsumerRecord<String, String> record = Clients.poll(consumer).iterator().next();
      assertThat(record.value()).isEqualTo("text");
      assertThat(record.headers()).isEmpty();
    }
    weft.awaitSpans(2);
  }

  private static void pretendThatAnOldBrokerIsThere(KafkaProducer<?, ?> producer)
      throws ReflectiveOperationException {
    Field field = KafkaProducer.class.getDeclaredField("apiVersions");
    field.setAccessible(true);
    ApiVersionsResponse.ApiVersion produce =
        new ApiVersionsResponse.ApiVersion(ApiKeys.PRODUCE.id, (short) 0, (short) 2);
    ((ApiVersions) field.get(producer)).update("old", NodeApiVersions.create(List.of(produce)));
  }
}
