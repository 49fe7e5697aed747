package dev.weft.instrumentation.kafkaclients;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.WeftExtension;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProducerTest {
  private static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");

  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private static KafkaProducer<String, String> producer;

  private final String topic = Clients.newTopic();

  @BeforeAll
  static void open() {
    producer = Clients.producer();
  }

  @AfterAll
  static void close() {
    producer.close();
  }

  @Test
  void tellsWhereTheBrokerHasPutTheRecord() throws Exception {
    producer.send(new ProducerRecord<>(topic, "key-1", "text")).get();
    producer.send(new ProducerRecord<>(topic, 0, "key-1", null)).get();

    List<SpanData> spans = weft.awaitSpansAsBegun(2);
    assertThat(spans.get(0).getAttributes().asMap())
        .containsEntry(stringKey("messaging.client.id"), "shop")
        .containsEntry(stringKey("messaging.destination.partition.id"), "0")
        .containsEntry(longKey("messaging.kafka.offset"), 0L)
        .containsEntry(stringKey("messaging.kafka.message.key"), "key-1")
        .containsEntry(stringKey("server.address"), "127.0.0.1")
        .containsEntry(longKey("server.port"), (long) Clients.BROKER.port())
        .doesNotContainKey(booleanKey("messaging.kafka.message.tombstone"));
    assertThat(spans.get(1).getAttributes().asMap())
        .containsEntry(longKey("messaging.kafka.offset"), 1L)
        .containsEntry(booleanKey("messaging.kafka.message.tombstone"), true);
  }

  @Test
  void leavesTheApplicationsRecordAsItIs() throws Exception {
    ProducerRecord<String, String> record = new ProducerRecord<>(topic, "text");
    record.headers().add("tenant", "blue".getBytes(UTF_8));
    for (int i = 0; i < 2; i++) {
      producer.send(record).get();
      assertThat(record.headers()).hasSize(1);
    }
    record.headers().add("later", new byte[0]);

    List<SpanData> published = weft.awaitSpansAsBegun(2);
    List<ConsumerRecord<String, String>> received = receive(2);
    for (int i = 0; i < 2; i++) {
      assertThat(RecordHeaders.names(received.get(i).headers()))
          .containsExactlyInAnyOrder("tenant", "traceparent");
      assertThat(RecordHeaders.last(received.get(i).headers(), "traceparent"))
          .contains(published.get(i).getSpanId());
    }
  }

  @Test
  void writesNoHeadersWhereTheyAreNotWanted() throws Exception {
    weft.configure(TracingSettings.builder().kafkaPropagated(false).build());
    producer.send(new ProducerRecord<>(topic, "text")).get();

    assertThat(weft.awaitSpan().getName()).isEqualTo("send " + topic);
    assertThat(RecordHeaders.names(receive(1).get(0).headers())).isEmpty();
  }

  @Test
  void callsBackInTheSendersContextOnceTheSpanHasEnded() throws Exception {
    Span parent = weft.tracer().spanBuilder("parent").startSpan();
    CompletableFuture<List<Object>> seen = new CompletableFuture<>();
    try (Scope unused = parent.makeCurrent()) {
      producer.send(
          new ProducerRecord<>(topic, "text"),
          (metadata, failure) ->
              seen.complete(List.of(Span.current(), weft.awaitSpans(1).size(), metadata.topic())));
    }
    assertThat(seen.get()).containsExactly(parent, 1, topic);
    parent.end();
    weft.awaitSpans(2);
  }

  @Test
  void tellsWhyARecordWasNotSent() {
    CompletableFuture<Exception> heard = new CompletableFuture<>();
    try (KafkaProducer<String, String> small =
        Clients.producer(Map.of("client.id", "small", "max.request.size", 100))) {
      Future<RecordMetadata> future =
          small.send(
              new ProducerRecord<>(topic, "x".repeat(1000)),
              (metadata, failure) -> heard.complete(failure));
      assertThatThrownBy(future::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(RecordTooLargeException.class);
    }
    assertThat(heard.join()).isInstanceOf(RecordTooLargeException.class);
    assertFailed(RecordTooLargeException.class.getName());
  }

  @Test
  void tellsWhatSendHasThrown() {
    SerializationException failure = new SerializationException("no text");
    Serializer<String> broken =
        new StringSerializer() {
          @Override
          public byte[] serialize(String anyTopic, String text) {
            throw failure;
          }
        };
    try (KafkaProducer<String, String> other =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", Clients.BROKER.address()),
            new StringSerializer(),
            broken)) {
      assertThatThrownBy(() -> other.send(new ProducerRecord<>(topic, "text"))).isSameAs(failure);
    }
    assertThat(Context.current()).isSameAs(Context.root());
    assertFailed(SerializationException.class.getName());
  }

  @Test
  void tellsThatTheProducerIsClosed() {
    KafkaProducer<String, String> closed = Clients.producer(Map.of("client.id", "closed"));
    assertThat(closed.partitionsFor(topic)).hasSize(1);
    closed.close();
    assertThatThrownBy(() -> closed.send(new ProducerRecord<>(topic, "text")))
        .isInstanceOf(IllegalStateException.class);
    assertFailed(IllegalStateException.class.getName());
  }

  @Test
  void sendsInTransactions() throws Exception {
    Map<String, Object> config =
        Map.of("client.id", "ledger", "transactional.id", topic, "linger.ms", 60_000);
    try (KafkaProducer<String, String> transactional = Clients.producer(config)) {
      transactional.initTransactions();
      transactional.beginTransaction();
      Future<RecordMetadata> committed = transactional.send(new ProducerRecord<>(topic, "kept"));
      transactional.commitTransaction();
      assertThat(committed.get().offset()).isZero();
      assertThat(weft.awaitSpan().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);

      weft.clear();
      transactional.beginTransaction();
      Future<RecordMetadata> aborted = transactional.send(new ProducerRecord<>(topic, "lost"));
      transactional.abortTransaction();
      assertThatThrownBy(aborted::get).isInstanceOf(ExecutionException.class);
      assertThat(weft.awaitSpan().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }
  }

  @Test
  void tracesTheRecordThatAnInterceptorHasPutInPlace() throws Exception {
    Map<String, Object> config =
        Map.of("client.id", "redirecting", "interceptor.classes", Redirecting.class.getName());
    try (KafkaProducer<String, String> other = Clients.producer(config)) {
      other.send(new ProducerRecord<>("before-" + topic, "text")).get();
    }
    SpanData published = weft.awaitSpan();
    assertThat(published.getName()).isEqualTo("send " + topic);
    assertThat(RecordHeaders.last(receive(1).get(0).headers(), "traceparent"))
        .contains(published.getSpanId());
  }

  private void assertFailed(String errorType) {
    SpanData span = weft.awaitSpan();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().get(ERROR_TYPE)).isEqualTo(errorType);
    assertThat(span.getAttributes().get(longKey("messaging.kafka.offset"))).isNull();
  }

  /** Records as they came, without going through them one by one. */
  private List<ConsumerRecord<String, String>> receive(int count) {
    List<ConsumerRecord<String, String>> received = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer = Clients.consumer("warehouse", topic)) {
      while (received.size() < count) {
        Clients.poll(consumer).records(topic).forEach(received::add);
      }
    }
    weft.awaitIdle();
    return received;
  }

  /** Sends another record than it was given, as interceptors may. */
  public static final class Redirecting implements ProducerInterceptor<String, String> {
    @Override
    public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
      return new ProducerRecord<>(record.topic().substring("before-".length()), record.value());
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {}

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> configs) {}
  }
}
