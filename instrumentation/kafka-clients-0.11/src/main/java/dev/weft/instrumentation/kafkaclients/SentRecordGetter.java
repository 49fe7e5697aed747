package dev.weft.instrumentation.kafkaclients;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.messaging.MessagingGetter;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads records that are sent. */
final class SentRecordGetter implements MessagingGetter<SentRecord> {

  @Override
  public String system() {
    return RecordAttributes.SYSTEM;
  }

  @Override
  public String destination(SentRecord sent) {
    return sent.record().topic();
  }

  @Override
  public @Nullable String partition(SentRecord sent) {
    Integer partition = sent.partition();
    return partition == null ? null : partition.toString();
  }

  @Override
  public @Nullable String clientId(SentRecord sent) {
    return sent.producer().id();
  }

  @Override
  public @Nullable String serverAddress(SentRecord sent) {
    return sent.producer().host();
  }

  @Override
  public int serverPort(SentRecord sent) {
    return sent.producer().port();
  }

  @Override
  public Iterator<String> headers(SentRecord sent, String name) {
    return RecordHeaders.values(sent.record().headers(), name);
  }

  @Override
  public Iterable<String> headerNames(SentRecord sent) {
    return RecordHeaders.names(sent.record().headers());
  }

  @Override
  public void describe(SentRecord sent, AttributeWriter attributes) {
    RecordAttributes.write(sent.record().key(), sent.record().value(), sent.offset(), attributes);
  }
}
