package example.spring;

import org.springframework.data.jpa.repository.JpaRepository;

/** Orders by number, and how many a customer has. */
interface OrderRepository extends JpaRepository<Order, Long> {
  long countByCustomer(String customer);
}
