package example.webflux;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** One call for each request. */
@RestController
class PriceController {
  private final WebClient prices;

  PriceController(WebClient prices) {
    this.prices = prices;
  }

  @GetMapping(path = "/prices/{id}", produces = "text/plain")
  Mono<String> price(@PathVariable("id") long id) {
    return prices
        .get()
        .uri("/echo")
        .retrieve()
        .bodyToMono(String.class)
        .map(price -> id + ": " + price);
  }
}
