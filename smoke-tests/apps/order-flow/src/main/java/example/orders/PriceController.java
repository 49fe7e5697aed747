package example.orders;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import reactor.core.publisher.Mono;

/** One crown for each letter. */
@EnableWebFlux
@RestController
public class PriceController {
  private static final Logger log = LoggerFactory.getLogger(PriceController.class);

  /** What an item costs. */
  @GetMapping("/prices/{item}")
  public Mono<String> price(@PathVariable("item") String item) {
    log.info("prices looked up {}", item);
    return Mono.just(item.length() + " crowns");
  }
}
