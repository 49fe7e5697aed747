package dev.weft.agent.cli.view;

import static dev.weft.agent.cli.view.Spans.server;
import static dev.weft.agent.cli.view.Spans.span;
import static java.util.Collections.singletonList;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TraceBufferTest {
  private static final long SECOND = 1_000_000_000L;

  private final TraceBuffer buffer = new TraceBuffer();

  @Test
  void waitsUntilATraceIsQuiet() {
    buffer.add(singletonList(server("a", "", "shop", "GET", 0, 1)), 0);
    buffer.add(singletonList(span("b", "a", "shop", "work", 0, 1)), SECOND / 2);

    assertThat(buffer.takeFinished(SECOND)).isEmpty();
    assertThat(buffer.takeFinished(2 * SECOND)).singleElement().satisfies(this::hasTwoSpans);
    assertThat(buffer.takeFinished(20 * SECOND)).isEmpty();
  }

  @Test
  void waitsLongerForATraceWithoutItsRoot() {
    buffer.add(singletonList(span("b", "a", "stock", "work", 0, 1)), 0);

    assertThat(buffer.takeFinished(5 * SECOND)).isEmpty();
    assertThat(buffer.takeFinished(6 * SECOND)).hasSize(1);
  }

  @Test
  void showsLateSpansWithWhatTheyBelongTo() {
    buffer.add(singletonList(server("a", "", "shop", "GET", 0, 1)), 0);
    assertThat(buffer.takeFinished(2 * SECOND)).hasSize(1);

    buffer.add(singletonList(span("b", "a", "stock", "work", 0, 1)), 3 * SECOND);

    List<ReceivedTrace> again = buffer.takeFinished(5 * SECOND);
    assertThat(again).singleElement().satisfies(this::hasTwoSpans);
    assertThat(again.get(0).shownBefore).isTrue();
  }

  @Test
  void takesABatchThatWasSentAgainForWhatItIs() {
    buffer.add(singletonList(server("a", "", "shop", "GET", 0, 1)), 0);
    assertThat(buffer.takeFinished(2 * SECOND)).hasSize(1);

    buffer.add(singletonList(server("a", "", "shop", "GET", 0, 1)), 3 * SECOND);

    assertThat(buffer.takeAll()).isEmpty();
  }

  @Test
  void handsOutEverythingAtTheEnd() {
    buffer.add(singletonList(server("a", "", "shop", "GET", 0, 1)), 0);

    assertThat(buffer.takeAll()).hasSize(1);
    assertThat(buffer.takeAll()).isEmpty();
  }

  @Test
  void keepsABoundedPartOfAnEndlessTrace() {
    for (int i = 0; i < TraceBuffer.MAX_SPANS_OF_TRACE + 10; i++) {
      buffer.add(singletonList(span("s" + i, "x", "shop", "work", 0, 1)), i);
    }

    ReceivedTrace trace = buffer.takeAll().get(0);
    assertThat(trace.spans).hasSize(TraceBuffer.MAX_SPANS_OF_TRACE);
    assertThat(trace.received).isEqualTo(TraceBuffer.MAX_SPANS_OF_TRACE + 10);
  }

  private void hasTwoSpans(ReceivedTrace trace) {
    assertThat(trace.spans).hasSize(2);
  }
}
