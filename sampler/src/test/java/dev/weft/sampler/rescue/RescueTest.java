package dev.weft.sampler.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.TraceStateChange;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RescueTest {
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");

  private final Fixture fixture = new Fixture();

  @Test
  void recordsNothingUnlessItIsOn() {
    Span root = fixture.root();

    assertThat(root.isRecording()).isFalse();
    assertThat(fixture.child(root).isRecording()).isFalse();
    fixture.assertAddsUp(0, 0);
  }

  @Test
  void forgetsRequestThatWentWell() {
    fixture.rules("errors, slow>500ms");
    Span root = fixture.root();
    Span child = fixture.child(root);

    assertThat(root.isRecording()).isTrue();
    assertThat(child.isRecording()).isTrue();
    fixture.pass(400);
    child.end();
    root.end();

    assertThat(fixture.exported).isEmpty();
    assertThat(fixture.rescue.accounting().discardedFragments()).isEqualTo(1);
    fixture.assertAddsUp(1, 2);
  }

  @Test
  void exportsWholeSubtreeOfRequestThatFailed() {
    fixture.rules("errors");
    Span root = fixture.root();
    Span child = fixture.child(root);
    Span grandchild = fixture.child(child);
    grandchild.end();
    child.end();
    assertThat(fixture.exported).isEmpty();
    root.setStatus(StatusCode.ERROR).end();

    assertThat(fixture.names()).containsExactlyInAnyOrder("GET", "child", "child");
    assertThat(fixture.reasons()).containsOnly("error");
    fixture.assertAddsUp(1, 3);
  }

  @Test
  void exportsWholeSubtreeOfSlowRequest() {
    fixture.rules("slow>500ms");
    Span root = fixture.root();
    fixture.child(root).end();
    fixture.pass(501);
    root.end();

    assertThat(fixture.reasons()).containsExactly("slow", "slow");
    fixture.assertAddsUp(1, 2);
  }

  @Test
  void exactlyTheLimitIsNotSlow() {
    fixture.rules("slow>500ms");
    Span root = fixture.root();
    fixture.pass(500);
    root.end();

    assertThat(fixture.exported).isEmpty();
  }

  @Test
  void failureOfAServerIsACodeFrom500On() {
    fixture.rules("errors");
    fixture.root().setAttribute(STATUS, 404).end();
    assertThat(fixture.exported).isEmpty();

    fixture.root().setAttribute(STATUS, 503).end();
    assertThat(fixture.reasons()).containsExactly("error");
    fixture.assertAddsUp(2, 2);
  }

  @Test
  void childThatFailedIsNoFailureOfTheRequest() {
    fixture.rules("errors");
    Span root = fixture.root();
    fixture.child(root).setStatus(StatusCode.ERROR).end();
    root.end();

    assertThat(fixture.exported).isEmpty();
    fixture.assertAddsUp(1, 2);
  }

  @Test
  void errorsCountOnlyIfARuleSaysSo() {
    fixture.rules("slow>1s");
    fixture.root().setStatus(StatusCode.ERROR).end();

    assertThat(fixture.exported).isEmpty();
  }

  @Test
  void limitOfAPathHoldsForThePathAndForTheRouteThatIsKnownAtTheEnd() {
    fixture.rules("slow>500ms, POST /checkout/** slow>200ms, /orders/{id} slow>2s");
    take(fixture.request("POST", "/checkout/card"), 300);
    take(fixture.request("GET", "/checkout/card"), 300);
    take(fixture.request("GET", "/orders/17").setAttribute(ROUTE, "/orders/{id}"), 1_000);
    take(fixture.request("GET", "/v2/x").setAttribute(ROUTE, "/orders/{id}"), 2_001);

    assertThat(fixture.exported)
        .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("url.path")))
        .containsExactly("/checkout/card", "/v2/x");
    fixture.assertAddsUp(4, 4);
  }

  private void take(Span root, long millis) {
    fixture.pass(millis);
    root.end();
  }

  @Test
  void neverBeatsEverything() {
    fixture.rules("errors, slow>1ms, /events/** never");
    Span root = fixture.request("GET", "/events/5").setStatus(StatusCode.ERROR);
    fixture.pass(10_000);
    root.end();

    assertThat(fixture.exported).isEmpty();
    fixture.assertAddsUp(1, 1);
  }

  @Test
  void spanThatEndsAfterTheRootBelongsToIt() {
    fixture.rules("errors");
    Span root = fixture.root();
    Span late = fixture.child(root);
    root.setStatus(StatusCode.ERROR).end();
    Span later = fixture.child(late);
    fixture.pass(9_000);
    later.end();
    late.end();

    assertThat(fixture.names()).containsExactly("GET", "child", "child");
    assertThat(fixture.reasons()).containsOnly("error");
    fixture.assertAddsUp(1, 3);
  }

  @Test
  void spanThatEndsAfterTheGracePeriodIsDropped() {
    fixture.configure(fixture.settings("errors").graceMillis(2_000));
    Span root = fixture.root();
    Span late = fixture.child(root);
    root.setStatus(StatusCode.ERROR).end();
    fixture.pass(2_001);
    assertThat(fixture.child(late).isRecording()).isFalse();
    late.end();

    assertThat(fixture.names()).containsExactly("GET");
    assertThat(fixture.rescue.accounting().discardedSpans()).isEqualTo(1);
    fixture.assertAddsUp(1, 2);
  }

  @Test
  void spanOfADiscardedRequestIsDroppedWhenItEnds() {
    fixture.rules("errors");
    Span root = fixture.root();
    Span late = fixture.child(root);
    root.end();
    assertThat(late.isRecording()).isFalse();
    assertThat(fixture.child(late).isRecording()).isFalse();
    late.setStatus(StatusCode.ERROR).end();

    assertThat(fixture.exported).isEmpty();
    fixture.assertAddsUp(1, 2);
  }

  @Test
  void onlyTheFirstEndCounts() {
    fixture.rules("slow>1ms");
    Span root = fixture.root();
    Span child = fixture.child(root);
    child.end();
    child.end();
    fixture.pass(2);
    root.end();
    root.end();
    child.end();

    assertThat(fixture.exported).hasSize(2);
    fixture.assertAddsUp(1, 2);
  }

  @Test
  void requestsOfOneTraceAreJudgedEachByItself() {
    fixture.rules("errors");
    Span caller = Fixture.caller();
    Span first = fixture.root(caller);
    Span second = fixture.root(caller);
    first.setStatus(StatusCode.ERROR).end();
    second.end();

    assertThat(fixture.exported)
        .singleElement()
        .satisfies(
            span -> assertThat(span.getSpanId()).isEqualTo(first.getSpanContext().getSpanId()));
    fixture.assertAddsUp(2, 2);
  }

  @Test
  void whatARuleOfTheHeadDropsIsNotRecorded() {
    fixture.rules("errors");
    HeadDecision unwanted = HeadDecision.unwanted(TraceStateChange.NONE);
    Span root = fixture.rescue.start(Fixture.SCOPE, SpanKind.SERVER, "GET", null, unwanted);

    assertThat(root.isRecording()).isFalse();
    assertThat(fixture.child(root).isRecording()).isFalse();
    fixture.assertAddsUp(0, 0);
  }

  @Test
  void spansBeyondAFragmentsLimitAreCountedAsEvicted() {
    fixture.configure(fixture.settings("errors").spansPerFragment(10));
    Span root = fixture.root();
    for (int i = 0; i < 25; i++) {
      fixture.child(root).end();
    }
    root.setStatus(StatusCode.ERROR).end();

    assertThat(fixture.exported).hasSize(11);
    assertThat(fixture.rescue.accounting().evictedSpans()).isEqualTo(15);
    fixture.assertAddsUp(1, 26);
  }

  @Test
  void rescuesNoMoreThanTheLimitPerSecond() {
    fixture.configure(fixture.settings("errors").perSecond(5));
    for (int i = 0; i < 20; i++) {
      fixture.root().setStatus(StatusCode.ERROR).end();
    }
    assertThat(fixture.exported).hasSize(5);
    assertThat(fixture.rescue.accounting().suppressedFragments()).isEqualTo(15);

    fixture.pass(1_000);
    fixture.root().setStatus(StatusCode.ERROR).end();
    assertThat(fixture.exported).hasSize(6);
    fixture.assertAddsUp(21, 21);
  }

  @Test
  void settingsChangeWhileRequestsRun() {
    fixture.rules("slow>1s");
    List<Span> roots = new ArrayList<>();
    roots.add(fixture.root());
    fixture.rules("slow>100ms");
    roots.add(fixture.root());
    fixture.pass(500);
    roots.forEach(Span::end);
    assertThat(fixture.exported).hasSize(2);

    Span last = fixture.root();
    fixture.rules("");
    assertThat(fixture.root().isRecording()).isFalse();
    fixture.pass(500);
    last.end();

    assertThat(fixture.exported).hasSize(2);
    fixture.assertAddsUp(3, 3);
  }

  @Test
  void accountReadsAsOneLine() {
    fixture.rules("errors");
    fixture.root().end();
    fixture.root().setStatus(StatusCode.ERROR).end();

    assertThat(fixture.rescue.accounting())
        .hasToString("unsampled requests recorded 2, rescued 1 (1 spans), discarded 1 (1 spans)");
  }
}
