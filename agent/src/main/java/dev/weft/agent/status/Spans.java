package dev.weft.agent.status;

import dev.weft.exporter.DropReason;
import dev.weft.exporter.SpanAccounting;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reading of the pipeline's account that adds up: {@code ended = exported + dropped + queued}.
 * Immutable.
 */
final class Spans {
  final long started;
  final long live;
  final long rescued;
  final long ended;
  final long exported;
  final long dropped;
  final long queued;
  final Map<String, Long> reasons = new LinkedHashMap<>();

  private Spans(SpanAccounting account) {
    exported = account.exported();
    long lost = 0;
    for (DropReason reason : DropReason.values()) {
      long spans = account.dropped(reason);
      if (spans != 0) {
        reasons.put(reason.id(), spans);
        lost += spans;
      }
    }
    dropped = lost;
    // Read last, so that no span has gone that did not come.
    ended = account.ended();
    queued = ended - exported - dropped;
    live = account.live();
    rescued = account.rescued();
    started = account.started();
  }

  static Spans of(SpanAccounting account) {
    return new Spans(account);
  }
}
