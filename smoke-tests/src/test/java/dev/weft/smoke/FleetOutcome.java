package dev.weft.smoke;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.FleetOrder.Arrival;
import dev.weft.smoke.FleetOrder.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What became of orders that were sent to the fleet.
 *
 * @param lines what the services logged of each, by its name, the shop's first
 * @param traces all that reached the Collector, by trace id
 */
record FleetOutcome(
    List<FleetOrder> orders,
    Map<String, List<FleetLine>> lines,
    Map<String, List<ReceivedSpan>> traces) {

  /** Of each order that is to be recorded there is the whole trace, and not a span besides. */
  void assertAllRecorded() {
    Set<String> recorded = new HashSet<>();
    for (FleetOrder order : orders) {
      assertHops(order, lines.get(order.name()));
      if (order.isRecorded()) {
        recorded.add(traceId(order));
        assertThat(traces).as(order.name()).containsKey(traceId(order));
        assertTrace(order, traces.get(traceId(order)));
      }
    }
    assertThat(traces.keySet()).isEqualTo(recorded);
  }

  private String traceId(FleetOrder order) {
    return lines.get(order.name()).get(0).traceId();
  }

  /** On every hop, Kafka's too, there are the same trace, flag and state, recorded or not. */
  private static void assertHops(FleetOrder order, List<FleetLine> hops) {
    assertThat(hops).as(order.name()).hasSize(order.kind() == Kind.CACHED ? 1 : 4);
    FleetLine first = hops.get(0);
    if (order.arrival() == Arrival.ALONE) {
      assertThat(first.traceparent()).isEqualTo("null");
      assertThat(first.flags()).isIn("01", "03");
    } else {
      assertThat(first.traceparent()).isEqualTo(order.traceparent());
      assertThat(first.traceId()).isEqualTo(order.traceId());
      assertThat(first.flags()).isEqualTo(order.isRecorded() ? "01" : "00");
      assertThat(hops).extracting(FleetLine::tracestate).containsOnly(FleetOrder.STATE);
    }
    for (FleetLine hop : hops.subList(1, hops.size())) {
      assertThat(hop.traceId()).isEqualTo(first.traceId());
      assertThat(hop.flags()).isEqualTo(first.flags());
      assertThat(hop.traceparent())
          .matches("00-" + first.traceId() + "-[0-9a-f]{16}-" + first.flags())
          .doesNotContain(order.parentId());
    }
  }

  /** The spans are those that are expected, and those of which logs and headers tell. */
  private void assertTrace(FleetOrder order, List<ReceivedSpan> trace) {
    assertThat(TraceShape.of(trace)).as(order.name()).isEqualTo(order.kind().shape);
    Map<String, ReceivedSpan> spans =
        trace.stream().collect(toMap(ReceivedSpan::spanId, span -> span));
    for (FleetLine hop : lines.get(order.name())) {
      assertThat(spans).as("the span of %s", hop).containsKey(hop.spanId());
      String parent = hop.traceparent().equals("null") ? "" : hop.traceparent().split("-")[2];
      assertThat(spans.get(hop.spanId()).parentSpanId()).isEqualTo(parent);
    }
  }

  /**
   * What tail sampling kept is whole, and it is all that failed or was to be slow and, within six
   * standard deviations, this part of the rest.
   */
  void assertSampled(Map<String, List<ReceivedSpan>> kept, int slowMillis, int percent) {
    assertThat(traces).containsAllEntriesOf(kept);
    Set<String> failed = traceIds(Kind.FAILING);
    Set<String> slow = traceIds(Kind.SLOW);
    assertThat(kept.keySet()).containsAll(failed).containsAll(slow);

    Set<String> rest = new HashSet<>(traces.keySet());
    rest.removeAll(failed);
    // On a busy machine others are slow, too, and kept if that was known in time.
    rest.removeIf(id -> millis(traces.get(id)) >= slowMillis);
    assertThat(rest).doesNotContainAnyElementsOf(slow);
    double mean = rest.size() * percent / 100.0;
    double deviation = Math.sqrt(mean * (100 - percent) / 100.0);
    rest.retainAll(kept.keySet());
    assertThat((double) rest.size()).isBetween(mean - 6 * deviation, mean + 6 * deviation);
  }

  private Set<String> traceIds(Kind kind) {
    return orders.stream()
        .filter(order -> order.kind() == kind && order.isRecorded())
        .map(this::traceId)
        .collect(toSet());
  }

  /** From the first start to the last end, as the Collector reckons. */
  private static long millis(List<ReceivedSpan> trace) {
    long start =
        trace.stream().mapToLong(s -> s.message().getStartTimeUnixNano()).min().orElseThrow();
    long end = trace.stream().mapToLong(s -> s.message().getEndTimeUnixNano()).max().orElseThrow();
    return TimeUnit.NANOSECONDS.toMillis(end - start);
  }
}
