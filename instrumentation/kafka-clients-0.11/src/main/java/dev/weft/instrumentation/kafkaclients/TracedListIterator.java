package dev.weft.instrumentation.kafkaclients;

import java.util.ListIterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A {@link TracedIterator} in both directions. */
final class TracedListIterator<K, V> extends TracedIterator<K, V>
    implements ListIterator<ConsumerRecord<K, V>> {
  private final ListIterator<ConsumerRecord<K, V>> records;

  TracedListIterator(ListIterator<ConsumerRecord<K, V>> records, PolledBatch batch) {
    super(records, batch);
    this.records = records;
  }

  @Override
  public boolean hasPrevious() {
    boolean more = records.hasPrevious();
    if (!more) {
      finish();
    }
    return more;
  }

  @Override
  public ConsumerRecord<K, V> previous() {
    finish();
    return begin(records.previous());
  }

  @Override
  public int nextIndex() {
    return records.nextIndex();
  }

  @Override
  public int previousIndex() {
    return records.previousIndex();
  }

  @Override
  public void set(ConsumerRecord<K, V> record) {
    records.set(record);
  }

  @Override
  public void add(ConsumerRecord<K, V> record) {
    records.add(record);
  }
}
