package example.spring;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** Two SQL statements and one call for each request. */
@RestController
class OrderController {
  private final OrderRepository orders;
  private final RestClient prices;

  OrderController(OrderRepository orders, RestClient prices) {
    this.orders = orders;
    this.prices = prices;
  }

  @GetMapping(path = "/orders/{id}", produces = "text/plain")
  String order(@PathVariable("id") long id) {
    Order order = orders.findById(id % OrderApplication.ORDERS).orElseThrow();
    long all = orders.countByCustomer(order.customer());
    String price = prices.get().uri("/echo").retrieve().body(String.class);
    return order.item() + " of " + all + ": " + price;
  }
}
