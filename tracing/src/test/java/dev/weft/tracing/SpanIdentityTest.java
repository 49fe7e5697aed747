package dev.weft.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.junit.jupiter.api.Test;

class SpanIdentityTest {
  private static final String TRACE = "fedcba98765432100123456789abcdef";
  private static final String SPAN = "00000000000000ff";

  @Test
  void saysTheSameInTextAndInBytes() {
    SpanIdentity identity = identity(new TraceNumber(0xfedcba9876543210L, 0x0123456789abcdefL));
    SpanContext same =
        SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault());

    assertThat(identity.getTraceId()).isEqualTo(TRACE);
    assertThat(identity.getSpanId()).isEqualTo(SPAN);
    assertThat(identity.getTraceIdBytes()).isEqualTo(same.getTraceIdBytes());
    assertThat(identity.getSpanIdBytes()).isEqualTo(same.getSpanIdBytes());
    assertThat(identity.isValid()).isTrue();
    assertThat(identity.isSampled()).isTrue();
    assertThat(identity.isRemote()).isFalse();
  }

  @Test
  void keepsTheTextOfATraceThatBeganElsewhere() {
    SpanIdentity identity = identity(TraceNumber.of(TRACE));

    assertThat(identity.getTraceId()).isSameAs(TRACE);
    assertThat(identity.getTraceIdBytes())
        .isEqualTo(
            identity(new TraceNumber(0xfedcba9876543210L, 0x0123456789abcdefL)).getTraceIdBytes());
  }

  @Test
  void makesTheTextOnceForAllSpansOfATrace() {
    SpanIdentity first = identity(new TraceNumber(1, 2));

    assertThat(identity(first.trace()).getTraceId()).isSameAs(first.getTraceId());
    assertThat(first.getSpanId()).isSameAs(first.getSpanId());
  }

  private static SpanIdentity identity(TraceNumber trace) {
    return new SpanIdentity(trace, 0xff, TraceFlags.getSampled(), TraceState.getDefault());
  }
}
