package example.orders;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes parcels from RabbitMQ and asks the ledger for each one's price. Arguments: the addresses of
 * RabbitMQ and of the ledger.
 */
public final class Shipping {
  private static final Logger log = LoggerFactory.getLogger(Shipping.class);

  private Shipping() {}

  public static void main(String[] arguments) throws Exception {
    ManagedChannel ledger = ManagedChannelBuilder.forTarget(arguments[1]).usePlaintext().build();
    ConnectionFactory rabbit = new ConnectionFactory();
    rabbit.setUri(arguments[0]);
    Channel parcels = rabbit.newConnection().createChannel();
    parcels.queueDeclare("parcels", false, false, false, null);
    parcels.basicConsume(
        "parcels",
        true,
        new DefaultConsumer(parcels) {
          @Override
          public void handleDelivery(
              String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            String item = new String(body, StandardCharsets.UTF_8);
            String price =
                ClientCalls.blockingUnaryCall(ledger, Texts.PRICE, CallOptions.DEFAULT, item);
            log.info("shipping sends {} for {}", item, price);
          }
        });
    Life.serve(0);
  }
}
