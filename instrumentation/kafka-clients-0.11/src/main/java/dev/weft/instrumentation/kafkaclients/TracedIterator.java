package dev.weft.instrumentation.kafkaclients;

import dev.weft.tracing.messaging.MessagingOperation;
import dev.weft.weaver.link.AdviceFailures;
import java.util.Iterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Hands out records, each inside of an operation of its own that goes on until the next one is
 * asked for or there is none.
 */
class TracedIterator<K, V> implements Iterator<ConsumerRecord<K, V>> {
  private final Iterator<ConsumerRecord<K, V>> records;
  private final PolledBatch batch;
  private @Nullable MessagingOperation<PolledRecord> operation;

  TracedIterator(Iterator<ConsumerRecord<K, V>> records, PolledBatch batch) {
    this.records = records;
    this.batch = batch;
  }

  @Override
  public final boolean hasNext() {
    boolean more = records.hasNext();
    if (!more) {
      finish();
    }
    return more;
  }

  @Override
  public final ConsumerRecord<K, V> next() {
    finish();
    return begin(records.next());
  }

  @Override
  public final void remove() {
    records.remove();
  }

  final ConsumerRecord<K, V> begin(ConsumerRecord<K, V> record) {
    operation = PolledRecord.start(batch, record);
    return record;
  }

  final void finish() {
    MessagingOperation<PolledRecord> last = operation;
    operation = null;
    if (last == null) {
      return;
    }
    try {
      last.end(null);
    } catch (Throwable broken) {
      // The application's loop asks for its next record.
      AdviceFailures.report(KafkaClientsModule.NAME, broken);
    }
  }
}
