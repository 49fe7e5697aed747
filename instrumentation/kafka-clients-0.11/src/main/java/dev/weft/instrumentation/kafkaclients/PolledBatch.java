package dev.weft.instrumentation.kafkaclients;

import dev.weft.tracing.WeakMap;
import dev.weft.tracing.messaging.ReceiveTracing;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Records that one call of {@code poll} has answered. */
final class PolledBatch {
  static final ReceiveTracing<PolledBatch, PolledRecord> TRACING =
      new ReceiveTracing<>(
          KafkaClientsModule.NAME, "poll", new PolledBatchGetter(), new PolledRecordGetter());

  /** By the {@code ConsumerRecords} that the application has been given, while it has them. */
  private static final WeakMap<Object, PolledBatch> BATCHES = new WeakMap<>();

  private final KafkaClient consumer;
  private final @Nullable String topic;
  private final int count;
  private @Nullable Context received;

  private PolledBatch(KafkaClient consumer, ConsumerRecords<?, ?> records) {
    this.consumer = consumer;
    this.topic = topicOf(records);
    this.count = records.count();
  }

  /**
   * A consumer has got records.
   *
   * @param begun when it began to ask for them; null if that makes no span
   */
  static void arrived(
      KafkaClient consumer, ConsumerRecords<?, ?> records, @Nullable Instant begun) {
    PolledBatch batch = new PolledBatch(consumer, records);
    if (begun != null) {
      batch.received = TRACING.end(begun, batch, batch.all(records), null);
    }
    // Only now: what has been read so far was not the application at work.
    BATCHES.put(records, batch);
  }

  /** The batch; null if the records were not polled, or by somebody who is not traced. */
  static @Nullable PolledBatch of(ConsumerRecords<?, ?> records) {
    return BATCHES.get(records);
  }

  private List<PolledRecord> all(ConsumerRecords<?, ?> records) {
    List<PolledRecord> all = new ArrayList<>(count);
    for (ConsumerRecord<?, ?> record : records) {
      all.add(new PolledRecord(this, record));
    }
    return all;
  }

  private static @Nullable String topicOf(ConsumerRecords<?, ?> records) {
    String only = null;
    for (TopicPartition partition : records.partitions()) {
      if (only != null && !only.equals(partition.topic())) {
        return null;
      }
      only = partition.topic();
    }
    return only;
  }

  KafkaClient consumer() {
    return consumer;
  }

  /** The topic of all records; null if there are several. */
  @Nullable String topic() {
    return topic;
  }

  int count() {
    return count;
  }

  /** The context of the poll's span, if there is one. */
  @Nullable Context received() {
    return received;
  }
}
