package dev.weft.instrumentation.kafkaclients;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.weft.tracing.AttributeWriter;
import io.opentelemetry.api.common.AttributeKey;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Attributes that only Kafka's records have (conventions, {@code docs/messaging/kafka.md}). */
final class RecordAttributes {
  static final String SYSTEM = "kafka";

  private static final AttributeKey<String> KEY = stringKey("messaging.kafka.message.key");
  private static final AttributeKey<Boolean> TOMBSTONE =
      booleanKey("messaging.kafka.message.tombstone");
  private static final AttributeKey<Long> OFFSET = longKey("messaging.kafka.offset");

  private RecordAttributes() {}

  static void write(
      @Nullable Object key, @Nullable Object value, long offset, AttributeWriter attributes) {
    if (hasCanonicalText(key)) {
      attributes.put(KEY, String.valueOf(key));
    }
    if (value == null) {
      attributes.put(TOMBSTONE, true);
    }
    if (offset >= 0) {
      attributes.put(OFFSET, offset);
    }
  }

  /** Keys of other types have no text of their own, or one that is the application's to make. */
  private static boolean hasCanonicalText(@Nullable Object key) {
    return key instanceof String
        || key instanceof Integer
        || key instanceof Long
        || key instanceof Short
        || key instanceof UUID;
  }
}
