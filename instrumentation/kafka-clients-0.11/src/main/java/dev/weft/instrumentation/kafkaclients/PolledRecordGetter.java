package dev.weft.instrumentation.kafkaclients;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.messaging.MessagingGetter;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads records that were received. */
final class PolledRecordGetter implements MessagingGetter<PolledRecord> {

  @Override
  public String system() {
    return RecordAttributes.SYSTEM;
  }

  @Override
  public String destination(PolledRecord polled) {
    return polled.record().topic();
  }

  @Override
  public String partition(PolledRecord polled) {
    return Integer.toString(polled.record().partition());
  }

  @Override
  public @Nullable String clientId(PolledRecord polled) {
    return polled.consumer().id();
  }

  @Override
  public @Nullable String consumerGroup(PolledRecord polled) {
    return polled.consumer().group();
  }

  @Override
  public @Nullable String serverAddress(PolledRecord polled) {
    return polled.consumer().host();
  }

  @Override
  public int serverPort(PolledRecord polled) {
    return polled.consumer().port();
  }

  @Override
  public Iterator<String> headers(PolledRecord polled, String name) {
    return RecordHeaders.values(polled.record().headers(), name);
  }

  @Override
  public @Nullable String header(PolledRecord polled, String name) {
    return RecordHeaders.last(polled.record().headers(), name);
  }

  @Override
  public Iterable<String> headerNames(PolledRecord polled) {
    return RecordHeaders.names(polled.record().headers());
  }

  @Override
  public void describe(PolledRecord polled, AttributeWriter attributes) {
    RecordAttributes.write(
        polled.record().key(), polled.record().value(), polled.record().offset(), attributes);
  }
}
