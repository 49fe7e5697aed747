package dev.weft.sampler.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.sampler.recording.SpanEnvironment;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.TraceStateChange;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A rescue, its exporter and its clock. */
final class Fixture {
  static final InstrumentationScope SCOPE = new InstrumentationScope("test");
  static final HeadDecision DROPPED = HeadDecision.dropped(0, TraceStateChange.NONE);
  static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  static final String CALLER_ID = "00f067aa0ba902b7";

  final ManualClock clock = new ManualClock();
  final ConcurrentLinkedQueue<SpanData> exported = new ConcurrentLinkedQueue<>();
  final List<String> problems = new ArrayList<>();
  final Rescue rescue;

  Fixture() {
    this(SpanLimits.getDefault());
  }

  Fixture(SpanLimits limits) {
    Resource resource = Resource.builder().put("service.name", "shop").build();
    // Tests look for stuck requests themselves.
    rescue =
        new Rescue(
            new SpanEnvironment(clock, limits, resource),
            exported::add,
            watch -> new Thread(() -> {}));
  }

  Fixture rules(String rules) {
    return configure(settings(rules));
  }

  Fixture configure(RescueSettings.Builder settings) {
    rescue.configure(settings.build());
    return this;
  }

  RescueSettings.Builder settings(String rules) {
    return RescueSettings.builder()
        .rules(RescueRules.parse("weft.sampling.rescue", rules, problems::add));
  }

  Span root() {
    return root(null);
  }

  Span root(@Nullable Span parent) {
    return start(SpanKind.SERVER, "GET", parent);
  }

  Span request(String method, String path) {
    return root()
        .setAttribute(AttributeKey.stringKey("http.request.method"), method)
        .setAttribute(AttributeKey.stringKey("url.path"), path);
  }

  Span child(Span parent) {
    return start(SpanKind.CLIENT, "child", parent);
  }

  Span start(SpanKind kind, String name, @Nullable Span parent) {
    return rescue.start(SCOPE, kind, name, parent, DROPPED);
  }

  void pass(long millis) {
    clock.advance(Duration.ofMillis(millis));
  }

  static Span caller(TraceState state, byte flags) {
    return Span.wrap(
        SpanContext.createFromRemoteParent(TRACE_ID, CALLER_ID, TraceFlags.fromByte(flags), state));
  }

  static Span caller() {
    return caller(TraceState.getDefault(), (byte) 0);
  }

  List<String> names() {
    return exported.stream().map(SpanData::getName).toList();
  }

  List<@Nullable String> reasons() {
    return exported.stream()
        .map(
            span -> span.getAttributes().get(AttributeKey.stringKey("weft.sampling.rescue.reason")))
        .toList();
  }

  /** That every fragment and every span that has ended is counted once. */
  void assertAddsUp(long fragments, long endedSpans) {
    RescueAccounting account = rescue.accounting();
    assertThat(account.startedFragments()).isEqualTo(fragments);
    assertThat(account.liveFragments()).isZero();
    assertThat(
            account.rescuedSpans()
                + account.discardedSpans()
                + account.evictedSpans()
                + account.suppressedSpans())
        .isEqualTo(endedSpans);
    assertThat(account.rescuedSpans()).isEqualTo(exported.size());
    assertThat(rescue.memory().used()).isZero();
  }
}
