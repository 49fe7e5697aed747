package dev.weft.instrumentation.kafkaclients;

import java.util.Iterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records of a topic; every way to go through them begins with their iterator. */
final class TracedIterable<K, V> implements Iterable<ConsumerRecord<K, V>> {
  private final Iterable<ConsumerRecord<K, V>> records;
  private final PolledBatch batch;

  TracedIterable(Iterable<ConsumerRecord<K, V>> records, PolledBatch batch) {
    this.records = records;
    this.batch = batch;
  }

  @Override
  public Iterator<ConsumerRecord<K, V>> iterator() {
    return new TracedIterator<>(records.iterator(), batch);
  }

  @Override
  public String toString() {
    return records.toString();
  }
}
