package dev.weft.instrumentation.kafkaclients;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/**
 * Whether records can have headers where a producer sends them. Brokers before 0.11 do not know
 * them, and the client then refuses a record that has one.
 *
 * <p>Only the producer knows, in a private field, and no longer from 4.0 on, which does not talk to
 * such brokers.
 */
final class RecordFormat {
  /** The format of records that has headers, of 0.11. */
  private static final byte WITH_HEADERS = 2;

  /** Answers the format by number; null if all that this client knows have headers. */
  private static final @Nullable MethodHandle BEST_FORMAT = bestFormat();

  private RecordFormat() {}

  static boolean takesHeaders(KafkaProducer<?, ?> producer) {
    if (BEST_FORMAT == null) {
      return true;
    }
    try {
      return (byte) BEST_FORMAT.invokeExact((KafkaProducer<?, ?>) producer) >= WITH_HEADERS;
    } catch (Throwable unknown) {
      // Better a trace that ends here than a record that is not sent.
      return false;
    }
  }

  private static @Nullable MethodHandle bestFormat() {
    try {
      Field versions = KafkaProducer.class.getDeclaredField("apiVersions");
      Method format = versions.getType().getMethod("maxUsableProduceMagic");
      versions.setAccessible(true);
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      return MethodHandles.filterReturnValue(
          lookup.unreflectGetter(versions), lookup.unreflect(format));
    } catch (ReflectiveOperationException gone) {
      return null;
    }
  }
}
