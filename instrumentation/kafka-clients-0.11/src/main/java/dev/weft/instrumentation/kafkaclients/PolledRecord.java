package dev.weft.instrumentation.kafkaclients;

import dev.weft.tracing.messaging.MessagingOperation;
import dev.weft.tracing.messaging.ProcessTracing;
import dev.weft.weaver.link.AdviceFailures;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record that the application works on. */
final class PolledRecord {
  private static final ProcessTracing<PolledRecord> TRACING =
      new ProcessTracing<>(KafkaClientsModule.NAME, new PolledRecordGetter());

  private final PolledBatch batch;
  private final ConsumerRecord<?, ?> record;

  PolledRecord(PolledBatch batch, ConsumerRecord<?, ?> record) {
    this.batch = batch;
    this.record = record;
  }

  /** Starts the operation of the record that a loop takes; throws nothing into the loop. */
  static @Nullable MessagingOperation<PolledRecord> start(
      PolledBatch batch, ConsumerRecord<?, ?> record) {
    try {
      // A loop over the same consumer's records that was left before its end.
      finishLast(batch.consumer());
      return TRACING.start(new PolledRecord(batch, record), batch.received());
    } catch (Throwable broken) {
      AdviceFailures.report(KafkaClientsModule.NAME, broken);
      return null;
    }
  }

  /** Ends the operation of the record that this thread took last from the consumer, if it runs. */
  @SuppressWarnings("ReferenceEquality") // one object per consumer
  static void finishLast(KafkaClient consumer) {
    MessagingOperation<PolledRecord> operation = TRACING.current();
    PolledRecord record = operation == null ? null : operation.message();
    if (operation != null && record != null && record.consumer() == consumer) {
      operation.end(null);
    }
  }

  KafkaClient consumer() {
    return batch.consumer();
  }

  ConsumerRecord<?, ?> record() {
    return record;
  }
}
