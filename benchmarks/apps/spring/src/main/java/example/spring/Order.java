package example.spring;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Who wants what. */
@Entity
@Table(name = "orders")
public class Order {
  @Id private Long id;
  private String customer;
  private String item;

  protected Order() {}

  Order(long id, String customer, String item) {
    this.id = id;
    this.customer = customer;
    this.item = item;
  }

  String customer() {
    return customer;
  }

  String item() {
    return item;
  }
}
