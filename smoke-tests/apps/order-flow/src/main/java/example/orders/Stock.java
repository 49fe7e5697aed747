package example.orders;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.JedisPooled;

/**
 * Takes orders from Kafka, books them in SQL and Redis and hands them on to RabbitMQ. Arguments:
 * Kafka's address and topic, then the addresses of the database (a JDBC URL), of Redis, and of
 * RabbitMQ.
 */
public final class Stock {
  private static final Logger log = LoggerFactory.getLogger(Stock.class);

  private Stock() {}

  public static void main(String[] arguments) throws Exception {
    HikariDataSource database = new HikariDataSource();
    database.setJdbcUrl(arguments[2]);
    database.setUsername("smoke");
    database.setPassword("smoke");
    fill(database);
    JedisPooled counters = new JedisPooled(arguments[3]);
    ConnectionFactory rabbit = new ConnectionFactory();
    rabbit.setUri(arguments[4]);
    Channel parcels = rabbit.newConnection().createChannel();
    parcels.queueDeclare("parcels", false, false, false, null);
    Thread taking =
        new Thread(
            () -> takeOrders(arguments[0], arguments[1], database, counters, parcels), "taking");
    taking.setDaemon(true);
    taking.start();
    Life.serve(0);
  }

  private static void fill(HikariDataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists item (sku varchar(20), stock int)");
      statement.execute("insert into item values ('tea', 7), ('cup', 7)");
    }
  }

  private static void takeOrders(
      String kafka,
      String topic,
      HikariDataSource database,
      JedisPooled counters,
      Channel parcels) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", kafka);
    settings.put("group.id", "stock");
    settings.put("auto.offset.reset", "earliest");
    try (KafkaConsumer<String, String> orders =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      orders.subscribe(List.of(topic));
      while (true) {
        for (ConsumerRecord<String, String> order : orders.poll(Duration.ofSeconds(1))) {
          book(database, order.value());
          counters.incr("sold:" + order.value());
          parcels.basicPublish("", "parcels", null, order.value().getBytes(StandardCharsets.UTF_8));
          log.info("stock booked {}", order.value());
        }
      }
    } catch (Exception e) {
      log.error("stock gives up", e);
    }
  }

  private static void book(HikariDataSource database, String item) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement("update item set stock = stock - 1 where sku = ?")) {
      update.setString(1, item);
      update.executeUpdate();
    }
  }
}
