package dev.weft.demo.stock;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ItemController {
  private final JdbcTemplate database;

  ItemController(JdbcTemplate database) {
    this.database = database;
  }

  /** Takes one item out of the stock; an unknown sku ends in an exception and a 500. */
  @Transactional
  @GetMapping("/items/{sku}")
  public String take(@PathVariable String sku) {
    String name =
        database.queryForObject("select name from item where sku = ?", String.class, sku);
    database.update("update item set quantity = quantity - 1 where sku = ?", sku);
    return name;
  }

  /** A join that nobody looked at: the slow query of the demo. */
  @GetMapping("/items/report")
  public long report() {
    Long pairs =
        database.queryForObject(
            "select count(*) from item i, system_range(1, 900) a, system_range(1, 900) b"
                + " where mod(a.x * b.x, 7) = length(i.sku) and i.quantity > 0",
            Long.class);
    return pairs == null ? 0 : pairs;
  }
}
