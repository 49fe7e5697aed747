package dev.weft.instrumentation.kafkaclients;

import dev.weft.tracing.messaging.MessagingGetter;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads batches of records. */
final class PolledBatchGetter implements MessagingGetter<PolledBatch> {

  @Override
  public String system() {
    return RecordAttributes.SYSTEM;
  }

  @Override
  public @Nullable String destination(PolledBatch batch) {
    return batch.topic();
  }

  @Override
  public long batchSize(PolledBatch batch) {
    return batch.count();
  }

  @Override
  public @Nullable String clientId(PolledBatch batch) {
    return batch.consumer().id();
  }

  @Override
  public @Nullable String consumerGroup(PolledBatch batch) {
    return batch.consumer().group();
  }

  @Override
  public @Nullable String serverAddress(PolledBatch batch) {
    return batch.consumer().host();
  }

  @Override
  public int serverPort(PolledBatch batch) {
    return batch.consumer().port();
  }

  /** Headers are its records', not the batch's. */
  @Override
  public @Nullable Iterator<String> headers(PolledBatch batch, String name) {
    return null;
  }

  @Override
  public Iterable<String> headerNames(PolledBatch batch) {
    return Collections.emptyList();
  }
}
