package example.webflux;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.client.WebClient;

/** Asks another service for a price, without a thread that waits. */
@SpringBootApplication
public class PriceApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(PriceApplication.class, arguments);
  }

  @Bean
  WebClient prices(@Value("${prices.url}") String url) {
    return WebClient.create(url);
  }
}
