package dev.weft.instrumentation.kafkaclients;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A record that a producer sends, and where the broker has put it. */
final class SentRecord {
  private final KafkaClient producer;
  private final ProducerRecord<?, ?> record;
  private @Nullable RecordMetadata metadata;

  SentRecord(KafkaClient producer, ProducerRecord<?, ?> record) {
    this.producer = producer;
    this.record = record;
  }

  KafkaClient producer() {
    return producer;
  }

  ProducerRecord<?, ?> record() {
    return record;
  }

  /** Notes the answer; a producer that has failed answers without a partition or an offset. */
  void answered(@Nullable RecordMetadata answer) {
    metadata = answer;
  }

  @Nullable Integer partition() {
    RecordMetadata known = metadata;
    return known == null || known.partition() < 0
        ? record.partition()
        : (Integer) known.partition();
  }

  /** The offset, or -1. */
  long offset() {
    RecordMetadata known = metadata;
    return known == null ? -1 : known.offset();
  }
}
