package dev.weft.instrumentation.rabbitmq;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;
import static dev.weft.weaver.module.TypeMatch.subtypeOf;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.GetResponse;
import dev.weft.tracing.messaging.MessagingOperation;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** RabbitMQ's client: publishing, consumers, and messages that are asked for one by one. */
public final class RabbitMqModule implements InstrumentationModule {
  private static final String STRING = "java.lang.String";
  private static final String PROPERTIES = "com.rabbitmq.client.AMQP$BasicProperties";

  @Override
  public String name() {
    return RabbitTracing.MODULE;
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("rabbitmq");
  }

  @Override
  public void define(ModuleDefinition module) {
    TypeMatch channel = named("com.rabbitmq.client.impl.ChannelN");
    // All overloads, and all other channels, end in these.
    module.advise(
        channel,
        method("basicPublish")
            .parameters(STRING, STRING, "boolean", "boolean", PROPERTIES, "byte[]"),
        Publish.class);
    module.advise(
        channel,
        method("basicConsume")
            .parameters(
                STRING,
                "boolean",
                STRING,
                "boolean",
                "boolean",
                "java.util.Map",
                "com.rabbitmq.client.Consumer"),
        Subscribe.class);
    module.advise(channel, method("basicGet").parameters(STRING, "boolean"), Get.class);
    // Consumers are the application's own classes. One of ours in their place would be what the
    // application's ExceptionHandler is then given.
    module.advise(
        subtypeOf("com.rabbitmq.client.Consumer"),
        method("handleDelivery")
            .parameters(STRING, "com.rabbitmq.client.Envelope", PROPERTIES, "byte[]"),
        Delivery.class);
  }

  /** A message is on its way, with properties of its own that carry the context. */
  static final class Publish {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(
        @Advice.AssignReturned.ToArguments.ToArgument(value = 4, index = 0))
    static Object @Nullable [] enter(
        @Advice.This Channel channel,
        @Advice.Argument(0) @Nullable String exchange,
        @Advice.Argument(1) @Nullable String routingKey,
        @Advice.Argument(4) AMQP.@Nullable BasicProperties properties) {
      MessagingOperation<RabbitMessage> operation =
          RabbitTracing.PUBLISH.start(
              RabbitMessage.published(Broker.of(channel), exchange, routingKey, properties));
      if (operation == null) {
        return null;
      }
      try {
        return new Object[] {TraceHeaders.carrying(operation, properties), operation};
      } catch (Throwable broken) {
        // Nobody else knows the operation yet. The failure is ours, and counted there.
        operation.end(null);
        throw broken;
      }
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter Object @Nullable [] started, @Advice.Thrown @Nullable Throwable thrown) {
      if (started != null) {
        ((MessagingOperation<?>) started[1]).end(thrown);
      }
    }
  }

  /** A consumer will get the messages of a queue. */
  static final class Subscribe {
    @Advice.OnMethodEnter(inline = false)
    static void enter(
        @Advice.This Channel channel,
        @Advice.Argument(0) @Nullable String queue,
        @Advice.Argument(6) Consumer consumer) {
      Subscription.begin(consumer, channel, queue);
    }
  }

  static final class Delivery {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable MessagingOperation<RabbitMessage> enter(
        @Advice.This Consumer consumer,
        @Advice.Argument(1) Envelope envelope,
        @Advice.Argument(2) AMQP.@Nullable BasicProperties properties) {
      return RabbitTracing.startWork(
          RabbitMessage.delivered(Subscription.of(consumer), envelope, properties));
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable MessagingOperation<RabbitMessage> operation,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (operation != null) {
        operation.end(thrown);
      }
    }
  }

  static final class Get {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Instant enter() {
      return RabbitTracing.GET.begin();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.This Channel channel,
        @Advice.Argument(0) @Nullable String queue,
        @Advice.Enter @Nullable Instant begun,
        @Advice.Return @Nullable GetResponse response,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (begun != null && (response != null || thrown != null)) {
        RabbitTracing.got(
            begun, RabbitMessage.fetched(Broker.of(channel), queue, response), thrown);
      }
    }
  }
}
