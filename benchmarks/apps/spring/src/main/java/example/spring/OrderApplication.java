package example.spring;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;

/** Orders in a database, whose prices another service knows. */
@SpringBootApplication
public class OrderApplication {
  static final int ORDERS = 100;

  public static void main(String[] arguments) {
    SpringApplication.run(OrderApplication.class, arguments);
  }

  @Bean
  RestClient prices(RestClient.Builder clients, @Value("${prices.url}") String url) {
    return clients.baseUrl(url).build();
  }

  @Bean
  ApplicationRunner fill(OrderRepository orders) {
    return arguments -> {
      for (long id = 0; id < ORDERS; id++) {
        orders.save(new Order(id, "customer " + id % 10, "item " + id));
      }
    };
  }
}
