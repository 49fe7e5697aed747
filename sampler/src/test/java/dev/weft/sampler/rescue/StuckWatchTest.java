package dev.weft.sampler.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.junit.jupiter.api.Test;

class StuckWatchTest {
  private final Fixture fixture = new Fixture();
  private final StuckWatch watch = new StuckWatch(fixture.rescue);

  @Test
  void requestThatDoesNotEndIsReportedBeforeItEnds() {
    fixture.rules("errors");
    Span root = fixture.request("GET", "/report");
    Span ended = fixture.child(root);
    Span running = fixture.child(root);
    ended.end();
    fixture.pass(29_999);
    watch.look();
    assertThat(fixture.exported).isEmpty();

    fixture.pass(1);
    watch.look();
    assertThat(fixture.names()).containsExactly("child");
    assertThat(fixture.exported.element().getSpanId())
        .isEqualTo(ended.getSpanContext().getSpanId());
    assertThat(root.isRecording()).isTrue();
    assertThat(running.isRecording()).isTrue();

    fixture.pass(60_000);
    watch.look();
    running.end();
    fixture.child(root).end();
    root.end();
    assertThat(fixture.names()).containsExactly("child", "child", "child", "GET");
    assertThat(fixture.reasons()).containsOnly("stuck");
    fixture.assertAddsUp(1, 4);
  }

  @Test
  void requestThatIsNeverToBeRescuedIsForgottenInstead() {
    fixture.rules("errors, /events never");
    Span root = fixture.request("GET", "/events");
    fixture.pass(30_000);
    watch.look();
    assertThat(root.isRecording()).isFalse();
    root.setStatus(StatusCode.ERROR).end();

    assertThat(fixture.exported).isEmpty();
    fixture.assertAddsUp(1, 1);
  }

  @Test
  void rootThatIsLeakedHoldsNoMemory() {
    fixture.configure(fixture.settings("errors").stuckMillis(0));
    Span leaked = fixture.root();
    fixture.child(leaked).end();
    fixture.pass(599_000);
    watch.look();
    assertThat(fixture.rescue.memory().used()).isPositive();

    fixture.pass(1_000);
    watch.look();
    assertThat(leaked.isRecording()).isFalse();
    assertThat(fixture.rescue.accounting().evictedSpans()).isEqualTo(1);
    fixture.assertAddsUp(1, 1);
  }

  @Test
  void tooManyStuckRequestsAreSuppressed() {
    fixture.configure(fixture.settings("errors").perSecond(2));
    for (int i = 0; i < 5; i++) {
      fixture.child(fixture.root()).end();
    }
    fixture.pass(30_000);
    watch.look();

    assertThat(fixture.rescue.accounting().suppressedFragments()).isEqualTo(3);
    fixture.assertAddsUp(5, 5);
  }
}
