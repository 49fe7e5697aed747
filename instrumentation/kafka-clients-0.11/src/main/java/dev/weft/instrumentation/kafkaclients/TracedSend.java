package dev.weft.instrumentation.kafkaclients;

import dev.weft.tracing.Tracing;
import dev.weft.tracing.messaging.MessagingOperation;
import dev.weft.tracing.messaging.PublishTracing;
import dev.weft.weaver.link.AdviceFailures;
import io.opentelemetry.context.Scope;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that is being sent. Stands in for the application's callback: ends the operation before
 * that is called, which happens in the sender's context.
 */
final class TracedSend implements Callback {
  private static final PublishTracing<SentRecord> TRACING =
      new PublishTracing<>(KafkaClientsModule.NAME, "send", new SentRecordGetter());

  private final MessagingOperation<SentRecord> operation;
  private final SentRecord sent;
  private final @Nullable Callback callback;

  private TracedSend(
      MessagingOperation<SentRecord> operation, SentRecord sent, @Nullable Callback callback) {
    this.operation = operation;
    this.sent = sent;
    this.callback = callback;
  }

  /** Starts the operation of a record; answers null if no span is wanted. */
  static @Nullable TracedSend start(
      KafkaClient producer, ProducerRecord<?, ?> record, @Nullable Callback callback) {
    SentRecord sent = new SentRecord(producer, copy(record));
    MessagingOperation<SentRecord> operation = TRACING.start(sent);
    return operation == null ? null : new TracedSend(operation, sent, callback);
  }

  /**
   * The application may send its record once more, from several threads, or look at its headers.
   */
  private static <K, V> ProducerRecord<K, V> copy(ProducerRecord<K, V> record) {
    return new ProducerRecord<>(
        record.topic(),
        record.partition(),
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers());
  }

  /** Adds trace headers to the headers of the record that this thread is sending, if wanted. */
  @SuppressWarnings("ReferenceEquality") // others may send a record of their own meanwhile
  static void inject(KafkaProducer<?, ?> producer, Headers headers) {
    MessagingOperation<?> operation = PublishTracing.current();
    Object message = operation == null ? null : operation.message();
    if (operation != null
        && message instanceof SentRecord
        && ((SentRecord) message).record().headers() == headers
        && isPropagated()
        && RecordFormat.takesHeaders(producer)) {
      operation.inject(headers, TraceHeaders.SETTER);
    }
  }

  private static boolean isPropagated() {
    Tracing tracing = Tracing.current();
    return tracing != null && tracing.settings().kafkaPropagated();
  }

  /** The record to send in place of the application's. */
  ProducerRecord<?, ?> record() {
    return sent.record();
  }

  /** The producer has taken the record, or refused it. */
  void returned(@Nullable Throwable thrown) {
    if (thrown == null) {
      operation.detach();
    } else {
      operation.end(thrown);
    }
  }

  @Override
  public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
    end(metadata, failure);
    if (callback != null) {
      try (Scope unused = operation.parent().makeCurrent()) {
        callback.onCompletion(metadata, failure);
      }
    }
  }

  private void end(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
    try {
      sent.answered(metadata);
      operation.end(failure);
    } catch (Throwable broken) {
      // The producer calls this, and the application waits for what comes next.
      AdviceFailures.report(KafkaClientsModule.NAME, broken);
    }
  }
}
