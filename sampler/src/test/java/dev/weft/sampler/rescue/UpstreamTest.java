package dev.weft.sampler.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.LocalSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.junit.jupiter.api.Test;

class UpstreamTest {
  private final Fixture fixture = new Fixture();

  @Test
  void nothingIsToldUnlessItIsAskedFor() {
    fixture.rules("errors");

    assertThat(served().passesRescuesOn()).isFalse();
  }

  @Test
  void callerIsToldOfAFailureBeforeTheRootEnds() {
    upstream("errors");
    LocalSpan root = served();
    fixture.child(root).end();

    assertThat(root.passesRescuesOn()).isTrue();
    assertThat(root.announcesRescue(true, null)).isTrue();
    assertThat(fixture.names()).containsExactly("child");
    root.end();
    assertThat(fixture.reasons()).containsExactly("error", "error");
    assertThat(fixture.rescue.accounting().announced()).isEqualTo(1);
    fixture.assertAddsUp(1, 2);
  }

  @Test
  void callerIsToldThatTheRequestIsSlowAlreadyByTheLimitOfItsRoute() {
    upstream("slow>10s, /orders/{id} slow>100ms");
    LocalSpan root = served();
    fixture.pass(200);

    assertThat(root.announcesRescue(false, null)).isFalse();
    assertThat(root.announcesRescue(false, "/orders/{id}")).isTrue();
    root.end();
    assertThat(fixture.reasons()).containsExactly("slow");
  }

  @Test
  void whatIsGoodSoFarMayStillBecomeBad() {
    upstream("errors");
    LocalSpan root = served();

    assertThat(root.announcesRescue(false, null)).isFalse();
    root.setStatus(StatusCode.ERROR).end();
    assertThat(fixture.reasons()).containsExactly("error");
  }

  @Test
  void whoSentNoTraceContextIsToldNothing() {
    upstream("errors");
    LocalSpan root = (LocalSpan) fixture.root();

    assertThat(root.announcesRescue(true, null)).isFalse();
    root.setStatus(StatusCode.ERROR).end();
    assertThat(fixture.exported).hasSize(1);
  }

  @Test
  void rescueDownstreamRescuesTheCallersPartAndIsPassedOn() {
    upstream("");
    LocalSpan root = served();
    LocalSpan call = (LocalSpan) fixture.child(root);
    call.rescuedDownstream(Fixture.TRACE_ID);
    call.end();
    assertThat(fixture.exported).isEmpty();

    assertThat(root.announcesRescue(false, null)).isTrue();
    root.end();
    assertThat(fixture.reasons()).containsExactly("downstream", "downstream");
    assertThat(fixture.rescue.accounting().heard()).isEqualTo(1);
    fixture.assertAddsUp(1, 2);
  }

  @Test
  void whatIsSaidOfAnotherTraceIsCountedAndIgnored() {
    upstream("");
    LocalSpan root = served();
    LocalSpan call = (LocalSpan) fixture.child(root);
    call.rescuedDownstream("4bf92f3577b34da6a3ce929d0e0e4737");
    call.rescuedDownstream("");
    call.rescuedDownstream("x".repeat(100_000));
    call.end();
    root.end();

    assertThat(fixture.exported).isEmpty();
    assertThat(fixture.rescue.accounting().foreign()).isEqualTo(3);
    fixture.assertAddsUp(1, 2);
  }

  @Test
  void serviceThatTellsOfRescuesAllTheTimeIsBoundByTheLimitPerSecond() {
    fixture.configure(fixture.settings("").upstream(true).perSecond(3));
    for (int i = 0; i < 10; i++) {
      LocalSpan root = served();
      root.rescuedDownstream(Fixture.TRACE_ID);
      root.end();
    }

    assertThat(fixture.exported).hasSize(3);
    assertThat(fixture.rescue.accounting().suppressedFragments()).isEqualTo(7);
    fixture.assertAddsUp(10, 10);
  }

  private void upstream(String rules) {
    fixture.configure(fixture.settings(rules).upstream(true));
  }

  private LocalSpan served() {
    Span root = fixture.root(Fixture.caller());
    return (LocalSpan) root;
  }
}
