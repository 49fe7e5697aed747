package dev.weft.sampler.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.time.TestClock;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampledSpanTest {
  private static final AttributeKey<String> KEY = AttributeKey.stringKey("a");
  private static final AttributeKey<Boolean> OTHER = AttributeKey.booleanKey("b");
  private static final InstrumentationScope SCOPE = new InstrumentationScope("test");
  private static final Resource RESOURCE = Resource.builder().put("service.name", "shop").build();
  private static final SpanLimits LIMITS =
      SpanLimits.builder()
          .setMaxNumberOfAttributes(6)
          .setMaxAttributeValueLength(4)
          .setMaxNumberOfEvents(2)
          .setMaxNumberOfLinks(2)
          .setMaxNumberOfAttributesPerEvent(1)
          .setMaxNumberOfAttributesPerLink(1)
          .build();
  private static final SpanContext REMOTE =
      SpanContext.createFromRemoteParent(
          "4bf92f3577b34da6a3ce929d0e0e4736",
          "00f067aa0ba902b7",
          TraceFlags.fromByte((byte) 3),
          TraceState.builder().put("a", "1").build());

  private final TestClock clock = TestClock.create(Instant.ofEpochSecond(1_800_000_000));
  private final Ended ended = new Ended();
  private Duration clockSetBack = Duration.ZERO;
  private final RecordingSpans spans =
      new RecordingSpans(new SpanEnvironment(new WallClock(), LIMITS, RESOURCE), ended);
  private final SdkTracerProvider sdk =
      SdkTracerProvider.builder()
          .setClock(clock)
          .setSpanLimits(LIMITS)
          .setResource(RESOURCE)
          .addSpanProcessor(ended)
          .build();

  /** Whatever is done to a span of ours and to one of the SDK, both tell the same. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void tellsWhatASpanOfTheSdkTells(int seed) {
    for (int round = 0; round < 200; round++) {
      Random random = new Random(seed * 1_000L + round);
      Context parent = random.nextBoolean() ? Context.root() : Context.root().with(remote());
      Span theirs = theirs(parent);
      Span ours = start(parent);
      for (int step = random.nextInt(12); step > 0; step--) {
        int what = random.nextInt(9);
        int which = random.nextInt(8);
        write(theirs, what, which);
        write(ours, what, which);
        clock.advance(Duration.ofNanos(random.nextInt(5_000)));
      }
      theirs.end();
      ours.end();
      write(ours, random.nextInt(9), random.nextInt(8));
      assertThat(ended.spans).hasSize(2);
      assertSame(ended.spans.get(1).toSpanData(), ended.spans.get(0).toSpanData());
      ended.spans.clear();
    }
  }

  private static Span remote() {
    return Span.wrap(REMOTE);
  }

  private static void write(Span span, int what, int which) {
    switch (what) {
      case 0 -> span.setAttribute("key" + which, "value" + which);
      case 1 -> span.setAttribute(AttributeKey.longKey("n" + which), (long) which);
      case 2 ->
          span.setAttribute(
              AttributeKey.stringArrayKey("list" + which), Arrays.asList("a", "abcdef"));
      case 3 -> span.updateName("name" + which);
      case 4 -> span.setStatus(StatusCode.values()[which % 3], "because " + which);
      case 5 -> span.addEvent("event" + which);
      case 6 ->
          span.addEvent(
              "given", Attributes.of(KEY, "abcdef", OTHER, true), 1_800_000_007L, TimeUnit.SECONDS);
      case 7 -> span.addLink(REMOTE, Attributes.of(KEY, "abcdef", OTHER, true));
      default -> span.addLink(SpanContext.getInvalid()).setAttribute(KEY, null);
    }
  }

  private static void assertSame(SpanData ours, SpanData theirs) {
    assertThat(ours.getName()).isEqualTo(theirs.getName());
    assertThat(ours.getKind()).isEqualTo(theirs.getKind());
    assertThat(ours.getStatus()).isEqualTo(theirs.getStatus());
    assertThat(ours.getAttributes()).isEqualTo(theirs.getAttributes());
    assertThat(ours.getEvents()).isEqualTo(theirs.getEvents());
    assertThat(ours.getTotalRecordedEvents()).isEqualTo(theirs.getTotalRecordedEvents());
    // The SDK forgets how many attributes of a link did not fit.
    assertThat(ours.getLinks())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("totalAttributeCount")
        .isEqualTo(theirs.getLinks());
    assertThat(ours.getTotalRecordedLinks()).isEqualTo(theirs.getTotalRecordedLinks());
    assertThat(ours.getStartEpochNanos()).isEqualTo(theirs.getStartEpochNanos());
    assertThat(ours.getEndEpochNanos()).isEqualTo(theirs.getEndEpochNanos());
    assertThat(ours.hasEnded()).isTrue();
    assertThat(ours.getResource()).isEqualTo(theirs.getResource());
    assertThat(ours.getInstrumentationScopeInfo()).isEqualTo(theirs.getInstrumentationScopeInfo());
    assertThat(ours.getParentSpanContext()).isEqualTo(theirs.getParentSpanContext());
    SpanContext identity = ours.getSpanContext();
    assertThat(identity.isValid()).isTrue();
    assertThat(identity.isSampled()).isTrue();
    assertThat(identity.isRemote()).isFalse();
    assertThat(identity.getTraceFlags()).isEqualTo(TraceFlags.fromByte((byte) 3));
    assertThat(identity.getTraceState()).isEqualTo(theirs.getSpanContext().getTraceState());
    assertThat(identity.getSpanId()).isNotEqualTo(theirs.getSpanId());
    if (theirs.getParentSpanContext().isValid()) {
      assertThat(identity.getTraceId()).isEqualTo(theirs.getTraceId());
    }
  }

  @Test
  void countsWhatDidNotFit() {
    Span span = start(Context.root());
    for (int i = 0; i < 9; i++) {
      span.setAttribute("key" + i, "once");
    }
    span.setAttribute("key0", "again");
    span.end();

    SpanData data = ended.spans.get(0).toSpanData();
    assertThat(data.getAttributes().size()).isEqualTo(6);
    assertThat(data.getAttributes().get(AttributeKey.stringKey("key0"))).isEqualTo("agai");
    assertThat(data.getAttributes().get(AttributeKey.stringKey("key6"))).isNull();
    assertThat(data.getTotalAttributeCount()).isEqualTo(9);
  }

  @Test
  void childTellsTheTimeByTheClockOfItsRoot() {
    Span root = start(Context.root());
    clockSetBack = Duration.ofHours(1);
    Span child = start(Context.root().with(root));
    child.end();
    root.end();

    SpanData below = ended.spans.get(0).toSpanData();
    SpanData above = ended.spans.get(1).toSpanData();
    assertThat(below.getStartEpochNanos())
        .isBetween(above.getStartEpochNanos(), above.getEndEpochNanos());
    assertThat(below.getParentSpanContext()).isEqualTo(above.getSpanContext());
  }

  @Test
  void mayHaveBegunBefore() {
    Instant begun = Instant.ofEpochSecond(1_799_999_990, 5);
    Span span =
        spans.start(SCOPE, SpanKind.CONSUMER, "a", Context.root(), HeadDecision.SAMPLED, begun);
    span.end();

    SpanData data = ended.spans.get(0).toSpanData();
    assertThat(data.getStartEpochNanos()).isEqualTo(1_799_999_990_000_000_005L);
    assertThat(data.getEndEpochNanos()).isEqualTo(1_800_000_000_000_000_000L);
    assertThat(ended.spans.get(0).getLatencyNanos()).isEqualTo(9_999_999_995L);
  }

  @Test
  void isReadableWhileItRuns() {
    ReadWriteSpan span = (ReadWriteSpan) start(Context.root());
    span.setAttribute(KEY, "x");
    clock.advance(Duration.ofNanos(7));

    assertThat(span.isRecording()).isTrue();
    assertThat(span.getLatencyNanos()).isEqualTo(7);
    assertThat(span.getAttribute(KEY)).isEqualTo("x");
    assertThat(span.toSpanData().hasEnded()).isFalse();
    assertThat(span.toSpanData().getEndEpochNanos()).isZero();
    assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("dev.weft.test");
    span.end();
    span.end();
    assertThat(span.isRecording()).isFalse();
    assertThat(ended.spans).hasSize(1);
  }

  @Test
  void staysAsItWasReadWhateverIsWrittenLater() {
    Span span = start(Context.root());
    span.setAttribute(KEY, "1").addEvent("one");
    SpanData data = ((ReadableSpan) span).toSpanData();
    span.setAttribute(KEY, "2").updateName("b").addEvent("two").setStatus(StatusCode.ERROR);

    assertThat(data.getName()).isEqualTo("a");
    assertThat(data.getAttributes()).isEqualTo(Attributes.of(KEY, "1"));
    assertThat(data.getEvents()).hasSize(1);
    assertThat(data.getTotalRecordedEvents()).isEqualTo(1);
    assertThat(data.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  private Span start(Context parent) {
    return spans.start(SCOPE, SpanKind.SERVER, "a", parent, HeadDecision.SAMPLED, null);
  }

  private Span theirs(Context parent) {
    return sdk.tracerBuilder(SCOPE.name())
        .setSchemaUrl(SCOPE.schemaUrl())
        .build()
        .spanBuilder("a")
        .setParent(parent)
        .setSpanKind(SpanKind.SERVER)
        .startSpan();
  }

  /** Somebody may set the time of day, and nobody the nanoseconds. */
  private final class WallClock implements Clock {
    @Override
    public long now() {
      return clock.now() - clockSetBack.toNanos();
    }

    @Override
    public long nanoTime() {
      return clock.nanoTime();
    }
  }

  private static final class Ended implements SpanProcessor {
    final List<ReadableSpan> spans = new ArrayList<>();

    @Override
    public void onStart(@Nullable Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      spans.add(span);
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
