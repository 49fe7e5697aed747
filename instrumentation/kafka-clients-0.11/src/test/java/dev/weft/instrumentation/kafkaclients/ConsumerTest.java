package dev.weft.instrumentation.kafkaclients;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.WeftExtension;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConsumerTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private final String topic = Clients.newTopic();
  private KafkaConsumer<String, String> consumer;
  private List<SpanData> published;

  @BeforeEach
  void publishThree() throws Exception {
    try (KafkaProducer<String, String> producer = Clients.producer(Map.of("linger.ms", 50))) {
      for (String text : List.of("a", "b", "c")) {
        producer.send(new ProducerRecord<>(topic, "key-" + text, text));
      }
    }
    published = weft.awaitSpansAsBegun(3);
    weft.clear();
    consumer = Clients.consumer("warehouse", topic);
  }

  @AfterEach
  void close() {
    consumer.close();
  }

  @Test
  void tellsWhereARecordComesFrom() {
    for (ConsumerRecord<String, String> record : pollThree()) {
      assertThat(Span.current().getSpanContext().isSampled()).as(record.value()).isTrue();
    }
    assertThat(Context.current()).isSameAs(Context.root());
    SpanData last = weft.awaitSpans(3).get(2);
    assertThat(last.getName()).isEqualTo("process " + topic);
    assertThat(last.getAttributes().asMap())
        .containsEntry(stringKey("messaging.client.id"), "warehouse")
        .containsEntry(stringKey("messaging.consumer.group.name"), "packers-" + topic)
        .containsEntry(stringKey("messaging.destination.partition.id"), "0")
        .containsEntry(stringKey("messaging.kafka.message.key"), "key-c")
        .containsEntry(longKey("messaging.kafka.offset"), 2L)
        .containsEntry(stringKey("server.address"), "127.0.0.1")
        .containsEntry(longKey("server.port"), (long) Clients.BROKER.port());
    assertProcessedAll(3);
  }

  @Test
  void endsALeftLoopsRecordAtTheNextPoll() {
    for (ConsumerRecord<String, String> record : pollThree()) {
      if (record.value().equals("b")) {
        break;
      }
    }
    assertThat(Span.current().getSpanContext().isValid()).isTrue();
    Clients.pollOnce(consumer);
    assertThat(Context.current()).isSameAs(Context.root());
    assertProcessedAll(2);
  }

  @Test
  void endsALeftLoopsRecordWhenTheConsumerIsClosed() {
    assertThatThrownBy(
            () -> {
              for (ConsumerRecord<String, String> record : pollThree()) {
                throw new IllegalStateException(record.value());
              }
            })
        .hasMessage("a");
    consumer.close();
    assertThat(Context.current()).isSameAs(Context.root());
    assertProcessedAll(1);
  }

  @Test
  void endsALeftLoopsRecordWhenAnotherLoopBegins() {
    ConsumerRecords<String, String> records = pollThree();
    assertThat(records.iterator().next().value()).isEqualTo("a");
    for (ConsumerRecord<String, String> record : records) {
      assertThat(record).isNotNull();
    }
    assertThat(Context.current()).isSameAs(Context.root());
    assertThat(weft.awaitSpans(4)).extracting(SpanData::getKind).containsOnly(SpanKind.CONSUMER);
  }

  @Test
  void keepsARecordInWorkWhileAnotherConsumerIsPolled() {
    try (KafkaConsumer<String, String> other = Clients.consumer("second", topic)) {
      ConsumerRecord<String, String> first = pollThree().iterator().next();
      Span working = Span.current();
      other.unsubscribe();
      other.assign(List.of(new TopicPartition(topic, 0)));
      other.seekToBeginning(List.of());
      for (ConsumerRecord<String, String> record : Clients.poll(other)) {
        assertThat(record.key()).isNotNull();
        assertThat(Span.current()).isNotSameAs(working);
      }
      assertThat(Span.current()).as(first.value()).isSameAs(working);
    }
    consumer.close();
    assertThat(Context.current()).isSameAs(Context.root());
    weft.awaitSpans(4);
  }

  @Test
  void tracesTheRecordsOfATopic() {
    List<String> traces = new ArrayList<>();
    for (ConsumerRecord<String, String> record : pollThree().records(topic)) {
      traces.add(Span.current().getSpanContext().getTraceId());
    }
    assertThat(traces).containsExactlyElementsOf(publishedTraces());
    assertProcessedAll(3);
  }

  @Test
  void tracesTheRecordsOfAPartition() {
    List<ConsumerRecord<String, String>> records = ofPartition();
    List<String> traces = new ArrayList<>();
    records.forEach(record -> traces.add(Span.current().getSpanContext().getTraceId()));
    assertThat(traces).containsExactlyElementsOf(publishedTraces());
    assertProcessedAll(3);
  }

  @Test
  void tracesAStreamOfRecords() {
    List<ConsumerRecord<String, String>> records = ofPartition();
    assertThat(records.stream().map(record -> Span.current().getSpanContext().getTraceId()))
        .containsExactlyElementsOf(publishedTraces());
    assertThat(Context.current()).isSameAs(Context.root());
    assertProcessedAll(3);
  }

  @Test
  void tracesAListThatIsReadBackwards() {
    ListIterator<ConsumerRecord<String, String>> backwards = ofPartition().listIterator(3);
    List<String> traces = new ArrayList<>();
    while (backwards.hasPrevious()) {
      assertThat(backwards.previous().offset()).isEqualTo(backwards.nextIndex());
      traces.add(0, Span.current().getSpanContext().getTraceId());
    }
    assertThat(Context.current()).isSameAs(Context.root());
    assertThat(traces).containsExactlyElementsOf(publishedTraces());
    assertProcessedAll(3);
  }

  @Test
  void tracesNoCopyingComparingOrPrinting() {
    ConsumerRecords<String, String> polled = pollThree();
    List<ConsumerRecord<String, String>> records = polled.records(new TopicPartition(topic, 0));
    List<ConsumerRecord<String, String>> copy = new ArrayList<>(records);
    assertThat(records.equals(copy)).isTrue();
    assertThat(records.equals(polled.records(new TopicPartition(topic, 0)))).isTrue();
    assertThat(records.hashCode()).isEqualTo(copy.hashCode());
    assertThat(records.toString()).isEqualTo(copy.toString());
    assertThat(records.contains(copy.get(2))).isTrue();
    assertThat(records.subList(1, 3).indexOf(copy.get(2))).isEqualTo(1);
    assertThat(records.get(1)).isSameAs(copy.get(1));
    assertThat(polled.count()).isEqualTo(3);
    weft.awaitSpans(0);
  }

  @Test
  void linksProducersToAPollIfAsked() {
    weft.configure(TracingSettings.builder().receiveTraced(true).build());
    for (ConsumerRecord<String, String> record : pollThree()) {
      assertThat(record).isNotNull();
    }
    List<SpanData> spans = weft.awaitSpans(4);
    SpanData poll = spans.get(0);
    assertThat(poll.getName()).isEqualTo("poll " + topic);
    assertThat(poll.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(poll.getAttributes().asMap())
        .containsEntry(stringKey("messaging.operation.type"), "receive")
        .containsEntry(stringKey("messaging.operation.name"), "poll")
        .containsEntry(stringKey("messaging.destination.name"), topic)
        .containsEntry(longKey("messaging.batch.message_count"), 3L);
    assertThat(linked(poll)).containsExactlyElementsOf(publishedTraces());
    for (int i = 1; i <= 3; i++) {
      assertThat(spans.get(i).getParentSpanId()).isEqualTo(poll.getSpanId());
      assertThat(linked(spans.get(i))).containsExactly(published.get(i - 1).getTraceId());
    }
  }

  @Test
  void makesNoSpanOfAPollThatBringsNothing() {
    weft.configure(TracingSettings.builder().receiveTraced(true).build());
    pollThree();
    weft.clear();
    assertThat(Clients.pollOnce(consumer).isEmpty()).isTrue();
    weft.awaitSpans(0);
  }

  private ConsumerRecords<String, String> pollThree() {
    ConsumerRecords<String, String> records = Clients.poll(consumer);
    assertThat(records.count()).isEqualTo(3);
    return records;
  }

  private List<ConsumerRecord<String, String>> ofPartition() {
    return pollThree().records(new TopicPartition(topic, 0));
  }

  private List<String> publishedTraces() {
    return published.stream().map(SpanData::getTraceId).toList();
  }

  private static List<String> linked(SpanData span) {
    return span.getLinks().stream()
        .map(LinkData::getSpanContext)
        .map(link -> link.getTraceId())
        .toList();
  }

  /** The first records were processed, each below its producer. */
  private void assertProcessedAll(int count) {
    List<SpanData> spans = new ArrayList<>(weft.awaitSpans(count));
    assertThat(spans)
        .extracting(SpanData::getParentSpanId)
        .containsExactlyInAnyOrderElementsOf(
            published.stream().limit(count).map(SpanData::getSpanId).toList());
  }
}
