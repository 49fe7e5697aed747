package dev.weft.smoke;

import java.util.List;
import java.util.Locale;

/**
 * A request to the fleet.
 *
 * @param traceId of the trace in which it arrives, unless it comes {@link Arrival#ALONE}
 * @param parentId of the span from which it then comes
 */
record FleetOrder(Kind kind, Arrival arrival, int number, String traceId, String parentId) {
  static final String STATE = "fleet=t1,rojo=00f067aa0ba902b7";

  /** The context with which a request arrives. */
  enum Arrival {
    ALONE,
    SAMPLED,
    UNSAMPLED
  }

  /** What becomes of a request: its status and its spans, as {@link TraceShape} writes them. */
  enum Kind {
    /** The shop answers it. */
    CACHED(200, "shop SERVER[shop CLIENT]"),
    /** Goes through all services and stores. */
    FINE(
        200,
        "shop SERVER[shop CLIENT, shop CLIENT[stock SERVER["
            + "stock CLIENT[ledger SERVER[ledger CLIENT]], "
            + "stock PRODUCER[ledger CONSUMER[ledger CLIENT]]]]]"),
    /** As that, and slow in the last one. */
    SLOW(200, FINE.shape),
    /** Fails in the last one. */
    FAILING(
        500,
        "shop SERVER failed[shop CLIENT, shop CLIENT failed[stock SERVER failed["
            + "stock CLIENT failed[ledger SERVER failed], "
            + "stock PRODUCER[ledger CONSUMER[ledger CLIENT]]]]]");

    final int status;
    final String shape;

    Kind(int status, String shape) {
      this.status = status;
      this.shape = shape;
    }

    /** How many of a trace's spans are this service's. */
    int spansOf(String service) {
      return shape.split("\\b" + service + " ", -1).length - 1;
    }
  }

  /** How many spans these services make of these orders. */
  static int spans(List<FleetOrder> orders, List<String> services) {
    return orders.stream()
        .filter(FleetOrder::isRecorded)
        .mapToInt(order -> services.stream().mapToInt(order.kind::spansOf).sum())
        .sum();
  }

  /** What the services know it by. */
  String name() {
    return "/" + kind.name().toLowerCase(Locale.ROOT) + "/" + number;
  }

  boolean isRecorded() {
    return arrival != Arrival.UNSAMPLED;
  }

  String traceparent() {
    return "00-" + traceId + "-" + parentId + "-" + (isRecorded() ? "01" : "00");
  }
}
