package dev.weft.instrumentation.kafkaclients;

import static dev.weft.weaver.module.MethodMatch.constructor;
import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Kafka's producer, and its consumer except for share groups. */
public final class KafkaClientsModule implements InstrumentationModule {
  static final String NAME = "kafka-clients-0.11";

  private static final TypeMatch PRODUCER =
      named("org.apache.kafka.clients.producer.KafkaProducer");
  private static final TypeMatch CONSUMER =
      named("org.apache.kafka.clients.consumer.KafkaConsumer");
  private static final TypeMatch RECORDS =
      named("org.apache.kafka.clients.consumer.ConsumerRecords");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> aliases() {
    return Arrays.asList("kafka-clients", "kafka");
  }

  @Override
  public void define(ModuleDefinition module) {
    module.advise(PRODUCER, constructor(), NewClient.class);
    // After the application's interceptors, which may answer another record.
    module.advise(PRODUCER, method("doSend"), Send.class);
    // After the serializers, which may add headers; the broker is known by then.
    module.advise(PRODUCER, method("setReadOnly"), Seal.class);
    module.advise(CONSUMER, constructor(), NewClient.class);
    // poll(Duration) was added in 2.0, poll(long) removed in 4.0; neither calls the other.
    module.advise(CONSUMER, method("poll").parameters("*").publicOnly(), Poll.class);
    module.advise(CONSUMER, method("close").publicOnly(), Close.class);
    module.advise(RECORDS, method("iterator"), Iteration.class);
    module.advise(RECORDS, method("records").parameters("java.lang.String"), RecordsOfTopic.class);
    module.advise(
        RECORDS,
        method("records").parameters("org.apache.kafka.common.TopicPartition"),
        RecordsOfPartition.class);
  }

  static final class NewClient {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This Object client, @Advice.Argument(0) Object config) {
      // Constructors call each other; the last one gets what the others have made of the settings.
      if (config instanceof AbstractConfig) {
        KafkaClient.configured(client, (AbstractConfig) config);
      }
    }
  }

  /** A record is on its way: a copy of it, with our callback. */
  static final class Send {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments({
      @Advice.AssignReturned.ToArguments.ToArgument(value = 0, index = 0),
      @Advice.AssignReturned.ToArguments.ToArgument(value = 1, index = 1)
    })
    static Object @Nullable [] enter(
        @Advice.This Object producer,
        @Advice.Argument(0) ProducerRecord<?, ?> record,
        @Advice.Argument(1) @Nullable Callback callback) {
      TracedSend send = TracedSend.start(KafkaClient.of(producer), record, callback);
      return send == null ? null : new Object[] {send.record(), send};
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter Object @Nullable [] sent, @Advice.Thrown @Nullable Throwable thrown) {
      if (sent != null) {
        ((TracedSend) sent[1]).returned(thrown);
      }
    }
  }

  /** The record's headers are about to be made read-only and written. */
  static final class Seal {
    @Advice.OnMethodEnter(inline = false)
    static void enter(
        @Advice.This KafkaProducer<?, ?> producer, @Advice.Argument(0) Headers headers) {
      TracedSend.inject(producer, headers);
    }
  }

  static final class Poll {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Instant enter(@Advice.This Object consumer) {
      PolledRecord.finishLast(KafkaClient.of(consumer));
      return PolledBatch.TRACING.begin();
    }

    @Advice.OnMethodExit(inline = false)
    static void exit(
        @Advice.This Object consumer,
        @Advice.Enter @Nullable Instant begun,
        @Advice.Return @Nullable ConsumerRecords<?, ?> records) {
      if (records != null && !records.isEmpty()) {
        PolledBatch.arrived(KafkaClient.of(consumer), records, begun);
      }
    }
  }

  static final class Close {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Object consumer) {
      PolledRecord.finishLast(KafkaClient.of(consumer));
    }
  }

  static final class Iteration {
    @Advice.OnMethodExit(inline = false)
    @Advice.AssignReturned.ToReturned
    static <K, V> @Nullable Iterator<ConsumerRecord<K, V>> exit(
        @Advice.This ConsumerRecords<K, V> records,
        @Advice.Return Iterator<ConsumerRecord<K, V>> iterator) {
      PolledBatch batch = PolledBatch.of(records);
      return batch == null ? null : new TracedIterator<>(iterator, batch);
    }
  }

  static final class RecordsOfTopic {
    @Advice.OnMethodExit(inline = false)
    @Advice.AssignReturned.ToReturned
    static <K, V> @Nullable Iterable<ConsumerRecord<K, V>> exit(
        @Advice.This ConsumerRecords<K, V> records,
        @Advice.Return Iterable<ConsumerRecord<K, V>> some) {
      PolledBatch batch = PolledBatch.of(records);
      return batch == null ? null : new TracedIterable<>(some, batch);
    }
  }

  static final class RecordsOfPartition {
    @Advice.OnMethodExit(inline = false)
    @Advice.AssignReturned.ToReturned
    static <K, V> @Nullable List<ConsumerRecord<K, V>> exit(
        @Advice.This ConsumerRecords<K, V> records,
        @Advice.Return List<ConsumerRecord<K, V>> some) {
      PolledBatch batch = PolledBatch.of(records);
      return batch == null ? null : new TracedList<>(some, batch);
    }
  }
}
