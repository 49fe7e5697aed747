package dev.weft.instrumentation.rabbitmq;

import dev.weft.tracing.messaging.MessagingOperation;
import dev.weft.tracing.messaging.ProcessTracing;
import dev.weft.tracing.messaging.PublishTracing;
import dev.weft.tracing.messaging.ReceiveTracing;
import java.time.Instant;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** The operations of this instrumentation. */
final class RabbitTracing {
  static final String MODULE = "rabbitmq-2.7";

  private static final RabbitMessageGetter GETTER = new RabbitMessageGetter();

  static final PublishTracing<RabbitMessage> PUBLISH =
      new PublishTracing<>(MODULE, "publish", GETTER);
  static final ReceiveTracing<RabbitMessage, RabbitMessage> GET =
      new ReceiveTracing<>(MODULE, "get", GETTER, GETTER);

  private static final ProcessTracing<RabbitMessage> PROCESS = new ProcessTracing<>(MODULE, GETTER);

  private RabbitTracing() {}

  /** Starts work on a message, unless the consumer is one that another hands its messages to. */
  @SuppressWarnings("ReferenceEquality") // two deliveries may well be equal
  static @Nullable MessagingOperation<RabbitMessage> startWork(RabbitMessage message) {
    MessagingOperation<RabbitMessage> outer = PROCESS.current();
    RabbitMessage known = outer == null ? null : outer.message();
    return known != null && known.envelope() == message.envelope()
        ? null
        : PROCESS.start(message, null);
  }

  /** A message was asked for, and came unless the call failed. */
  static void got(Instant begun, RabbitMessage message, @Nullable Throwable thrown) {
    GET.end(
        begun,
        message,
        message.envelope() == null
            ? Collections.<RabbitMessage>emptyList()
            : Collections.singletonList(message),
        thrown);
  }
}
