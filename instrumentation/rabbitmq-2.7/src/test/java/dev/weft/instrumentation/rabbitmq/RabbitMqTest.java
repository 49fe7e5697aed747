package dev.weft.instrumentation.rabbitmq;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import dev.weft.testing.container.ServiceContainer;
import dev.weft.testing.messaging.MessagingContract;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RabbitMqTest extends MessagingContract {
  private static final int PORT = 5672;

  @RegisterExtension
  static final ServiceContainer broker =
      ServiceContainer.of("rabbitmq", PORT).readyWhenItSays("Starting broker... completed");

  private final String queue = "orders-" + UUID.randomUUID();
  private Connection connection;
  private Channel channel;

  @BeforeEach
  void declareQueue() throws Exception {
    connection = connect();
    channel = connection.createChannel();
    channel.basicQos(1);
    channel.queueDeclare(queue, false, false, false, null);
  }

  private static Connection connect() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost(broker.host());
    factory.setPort(broker.port());
    return factory.newConnection();
  }

  @AfterEach
  void disconnect() throws Exception {
    connection.close();
  }

  @Override
  protected void publish(String text, Map<String, String> headers) throws IOException {
    AMQP.BasicProperties properties =
        new AMQP.BasicProperties.Builder().headers(Map.copyOf(headers)).build();
    channel.basicPublish("", queue, properties, text.getBytes(UTF_8));
  }

  @Override
  protected void process(Consumer<String> work) throws Exception {
    processFrom(queue, work);
  }

  /** Unacknowledged, a message is the only one that comes, until the consumer is cancelled. */
  private void processFrom(String name, Consumer<String> work) throws Exception {
    CompletableFuture<Long> done = new CompletableFuture<>();
    String tag =
        channel.basicConsume(
            name,
            new DefaultConsumer(channel) {
              @Override
              public void handleDelivery(
                  String consumerTag,
                  Envelope envelope,
                  AMQP.BasicProperties properties,
                  byte[] body)
                  throws IOException {
                super.handleDelivery(consumerTag, envelope, properties, body);
                try {
                  work.accept(new String(body, UTF_8));
                  done.complete(envelope.getDeliveryTag());
                } catch (Throwable thrown) {
                  done.completeExceptionally(thrown);
                }
              }
            });
    try {
      channel.basicCancel(tag);
    } finally {
      channel.basicAck(done.get(10, TimeUnit.SECONDS), false);
    }
  }

  @Override
  protected String system() {
    return "rabbitmq";
  }

  @Override
  protected String publishOperation() {
    return "publish";
  }

  @Override
  protected String publishDestination() {
    return queue;
  }

  @Override
  protected String processDestination() {
    return queue;
  }

  @Test
  void tellsTheWayOfAMessage() throws Exception {
    String exchange = "shop-" + UUID.randomUUID();
    channel.exchangeDeclare(exchange, "topic");
    channel.queueBind(queue, exchange, "orders.*");
    AMQP.BasicProperties properties =
        new AMQP.BasicProperties.Builder().messageId("m-1").correlationId("c-1").build();
    channel.basicPublish(exchange, "orders.eu", properties, new byte[0]);
    process(text -> {});

    List<SpanData> spans = weft.awaitSpans(2);
    SpanData published = only(spans, SpanKind.PRODUCER);
    SpanData processed = only(spans, SpanKind.CONSUMER);
    assertThat(published.getName()).isEqualTo("publish " + exchange + ":orders.eu");
    assertThat(processed.getName()).isEqualTo("process " + exchange + ":orders.eu:" + queue);
    assertThat(published.getAttributes().asMap())
        .containsKey(stringKey("network.peer.address"))
        .containsEntry(longKey("network.peer.port"), (long) broker.port());
    assertThat(processed.getAttributes().asMap())
        .containsEntry(longKey("messaging.rabbitmq.message.delivery_tag"), 1L);
    assertThat(spans)
        .allSatisfy(
            span ->
                assertThat(span.getAttributes().asMap())
                    .containsEntry(
                        stringKey("messaging.rabbitmq.destination.routing_key"), "orders.eu")
                    .containsEntry(stringKey("messaging.message.id"), "m-1")
                    .containsEntry(stringKey("messaging.message.conversation_id"), "c-1")
                    .containsEntry(stringKey("server.address"), broker.host())
                    .containsEntry(longKey("server.port"), (long) broker.port()));
    channel.exchangeDelete(exchange);
  }

  @Test
  void leavesThePropertiesOfTheApplicationAsTheyAre() throws Exception {
    AMQP.BasicProperties properties =
        new AMQP.BasicProperties.Builder()
            .contentType("text/plain")
            .headers(Map.of("tenant", "blue"))
            .build();
    channel.basicPublish("", queue, properties, new byte[0]);
    channel.basicPublish("", queue, null, new byte[0]);
    channel.basicPublish("", queue, MessageProperties.PERSISTENT_TEXT_PLAIN, new byte[0]);

    List<SpanData> published = weft.awaitSpansAsBegun(3);
    assertThat(properties.getHeaders()).containsOnlyKeys("tenant");
    assertThat(MessageProperties.PERSISTENT_TEXT_PLAIN.getHeaders()).isNull();
    for (int i = 0; i < 3; i++) {
      GetResponse received = channel.basicGet(queue, true);
      assertThat(received.getProps().getHeaders().get("traceparent").toString())
          .contains(published.get(i).getSpanId());
      assertThat(received.getProps().getHeaders()).hasSize(i == 0 ? 2 : 1);
      assertThat(received.getProps().getContentType()).isEqualTo(i == 1 ? null : "text/plain");
    }
    weft.awaitSpans(3);
  }

  @Test
  void namesNoSpanAfterAQueueThatTheBrokerHasNamed() throws Exception {
    String generated = channel.queueDeclare().getQueue();
    channel.basicPublish("", generated, null, new byte[0]);
    processFrom(generated, text -> {});

    assertThat(weft.awaitSpans(2))
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder("publish amq.gen-*", "process amq.gen-*");
    assertThat(weft.awaitSpans(2))
        .allSatisfy(
            span ->
                assertThat(span.getAttributes().asMap())
                    .containsEntry(booleanKey("messaging.destination.anonymous"), true)
                    .containsEntry(stringKey("messaging.destination.template"), "amq.gen-*")
                    .containsEntry(DESTINATION, generated));
  }

  @Test
  void tellsWhatAConsumerHasThrown() throws Exception {
    // What handles exceptions of consumers closes the connection in old versions.
    Connection another = connect();
    Channel other = another.createChannel();
    other.basicConsume(
        queue,
        true,
        new DefaultConsumer(other) {
          @Override
          public void handleDelivery(
              String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            throw new IllegalStateException("no such order");
          }
        });
    channel.basicPublish("", queue, null, new byte[0]);
    SpanData processed = only(weft.awaitSpans(2), SpanKind.CONSUMER);
    assertThat(processed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(processed.getAttributes().get(stringKey("error.type")))
        .isEqualTo(IllegalStateException.class.getName());
    another.abort();
  }

  @Test
  void tellsThatTheChannelIsClosed() throws Exception {
    Channel closed = connection.createChannel();
    closed.close();
    assertThatThrownBy(() -> closed.basicPublish("", queue, null, new byte[0]))
        .isInstanceOf(AlreadyClosedException.class);
    assertThat(Context.current()).isSameAs(Context.root());
    assertThat(weft.awaitSpan().getAttributes().get(stringKey("error.type")))
        .isEqualTo(AlreadyClosedException.class.getName());
  }

  @Test
  void makesNoSpanOfAGetUnlessAskedTo() throws Exception {
    publish("text", Map.of());
    assertThat(channel.basicGet(queue, true).getBody()).isEqualTo("text".getBytes(UTF_8));
    weft.awaitSpans(1);
  }

  @Test
  void linksTheProducerToAGet() throws Exception {
    weft.configure(TracingSettings.builder().receiveTraced(true).build());
    assertThat(channel.basicGet(queue, true)).isNull();
    publish("text", Map.of());
    assertThat(channel.basicGet(queue, true)).isNotNull();
    assertThat(Span.current().getSpanContext().isValid()).isFalse();

    List<SpanData> spans = weft.awaitSpans(2);
    SpanData got = only(spans, SpanKind.CLIENT);
    assertThat(got.getName()).isEqualTo("get " + queue);
    assertThat(got.getAttributes().get(TYPE)).isEqualTo("receive");
    assertThat(got.getLinks())
        .extracting(LinkData::getSpanContext)
        .extracting(link -> link.getSpanId())
        .containsExactly(only(spans, SpanKind.PRODUCER).getSpanId());
  }

  @Test
  void tellsWhyAGetHasFailed() {
    weft.configure(TracingSettings.builder().receiveTraced(true).build());
    assertThatThrownBy(() -> channel.basicGet("nowhere", true)).isInstanceOf(IOException.class);
    SpanData got = weft.awaitSpan();
    assertThat(got.getName()).isEqualTo("get nowhere");
    assertThat(got.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(got.getAttributes().get(stringKey("error.type")))
        .isEqualTo(IOException.class.getName());
  }
}
