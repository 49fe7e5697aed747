package dev.weft.instrumentation.kafkaclients;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of a partition. To go through them one by one is to work on them; to copy, compare or
 * print them is not, so all of that is left to the list itself.
 */
final class TracedList<K, V> implements List<ConsumerRecord<K, V>>, RandomAccess {
  private final List<ConsumerRecord<K, V>> records;
  private final PolledBatch batch;

  TracedList(List<ConsumerRecord<K, V>> records, PolledBatch batch) {
    this.records = records;
    this.batch = batch;
  }

  @Override
  public Iterator<ConsumerRecord<K, V>> iterator() {
    return new TracedIterator<>(records.iterator(), batch);
  }

  @Override
  public ListIterator<ConsumerRecord<K, V>> listIterator() {
    return new TracedListIterator<>(records.listIterator(), batch);
  }

  @Override
  public ListIterator<ConsumerRecord<K, V>> listIterator(int index) {
    return new TracedListIterator<>(records.listIterator(index), batch);
  }

  /** Of the iterator, where the interface's own may go by index. */
  @Override
  public Spliterator<ConsumerRecord<K, V>> spliterator() {
    return Spliterators.spliterator(this, Spliterator.ORDERED);
  }

  @Override
  public List<ConsumerRecord<K, V>> subList(int from, int to) {
    return new TracedList<>(records.subList(from, to), batch);
  }

  @Override
  public int size() {
    return records.size();
  }

  @Override
  public boolean isEmpty() {
    return records.isEmpty();
  }

  @Override
  public ConsumerRecord<K, V> get(int index) {
    return records.get(index);
  }

  @Override
  public boolean contains(@Nullable Object record) {
    return records.contains(record);
  }

  @Override
  public boolean containsAll(Collection<?> others) {
    return records.containsAll(others);
  }

  @Override
  public int indexOf(@Nullable Object record) {
    return records.indexOf(record);
  }

  @Override
  public int lastIndexOf(@Nullable Object record) {
    return records.lastIndexOf(record);
  }

  @Override
  public Object[] toArray() {
    return records.toArray();
  }

  @Override
  public <T> T[] toArray(T[] array) {
    return records.toArray(array);
  }

  @Override
  public boolean add(ConsumerRecord<K, V> record) {
    return records.add(record);
  }

  @Override
  public void add(int index, ConsumerRecord<K, V> record) {
    records.add(index, record);
  }

  @Override
  public boolean addAll(Collection<? extends ConsumerRecord<K, V>> others) {
    return records.addAll(others);
  }

  @Override
  public boolean addAll(int index, Collection<? extends ConsumerRecord<K, V>> others) {
    return records.addAll(index, others);
  }

  @Override
  public ConsumerRecord<K, V> set(int index, ConsumerRecord<K, V> record) {
    return records.set(index, record);
  }

  @Override
  public ConsumerRecord<K, V> remove(int index) {
    return records.remove(index);
  }

  @Override
  public boolean remove(@Nullable Object record) {
    return records.remove(record);
  }

  @Override
  public boolean removeAll(Collection<?> others) {
    return records.removeAll(others);
  }

  @Override
  public boolean retainAll(Collection<?> others) {
    return records.retainAll(others);
  }

  @Override
  public boolean removeIf(Predicate<? super ConsumerRecord<K, V>> filter) {
    return records.removeIf(filter);
  }

  @Override
  public void replaceAll(UnaryOperator<ConsumerRecord<K, V>> operator) {
    records.replaceAll(operator);
  }

  @Override
  public void sort(@Nullable Comparator<? super ConsumerRecord<K, V>> order) {
    records.sort(order);
  }

  @Override
  public void clear() {
    records.clear();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return records.equals(other instanceof TracedList ? ((TracedList<?, ?>) other).records : other);
  }

  @Override
  public int hashCode() {
    return records.hashCode();
  }

  @Override
  public String toString() {
    return records.toString();
  }
}
