package dev.weft.demo.shop;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

@RestController
class OrderController {
  private final RestClient stock;

  OrderController(RestClient.Builder builder, @Value("${demo.stock.url}") String stockUrl) {
    this.stock = builder.baseUrl(stockUrl).build();
  }

  /** Fast for an item that exists, an error for one that does not. */
  @GetMapping("/orders/{sku}")
  String order(@PathVariable String sku) {
    return "ordered: " + stock.get().uri("/items/{sku}", sku).retrieve().body(String.class);
  }

  /** Slow, because the report's query is. */
  @GetMapping("/report")
  String report() {
    return "report: " + stock.get().uri("/items/report").retrieve().body(String.class);
  }
}
