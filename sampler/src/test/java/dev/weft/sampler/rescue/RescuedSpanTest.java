package dev.weft.sampler.rescue;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RescuedSpanTest {
  private static final byte RANDOM = 2;

  private final Fixture fixture = new Fixture().rules("slow>0ms");

  @Test
  void keepsTheIdentityThatWentOverTheWire() {
    TraceState state = TraceState.builder().put("ot", "rv:0123456789abcd").build();
    Span root = fixture.root(Fixture.caller(state, RANDOM));
    Span child = fixture.child(root);
    SpanContext sent = child.getSpanContext();
    child.end();
    SpanData data = rescued(root, 1);
    SpanData below = fixture.exported.stream().filter(span -> span != data).findAny().orElseThrow();

    assertThat(below.getSpanContext()).isEqualTo(sent);
    assertThat(below.getParentSpanContext()).isEqualTo(root.getSpanContext());
    assertThat(below.getParentSpanContext().isRemote()).isFalse();
    assertThat(data.getTraceId()).isEqualTo(Fixture.TRACE_ID);
    assertThat(data.getParentSpanId()).isEqualTo(Fixture.CALLER_ID);
    assertThat(data.getParentSpanContext().isRemote()).isTrue();
    assertThat(data.getSpanContext().getTraceFlags()).isEqualTo(TraceFlags.fromByte(RANDOM));
    assertThat(data.getSpanContext().getTraceState()).isEqualTo(state);
    assertThat(sent.getTraceState()).isEqualTo(state);
  }

  @Test
  void firstOfItsTraceHasNoParent() {
    SpanData data = rescued(fixture.root(), 1);

    assertThat(data.getParentSpanContext().isValid()).isFalse();
    assertThat(data.getSpanContext().isValid()).isTrue();
    assertThat(data.getSpanContext().isSampled()).isFalse();
  }

  @Test
  void holdsWhatWasWrittenToIt() {
    Span root = fixture.start(SpanKind.SERVER, "GET", null);
    root.setAttribute(stringKey("a"), "1").setAttribute(longKey("n"), 7).setAttribute("a", "2");
    root.setAttribute(stringKey("null"), null);
    root.updateName("GET /a").setStatus(StatusCode.ERROR, "why");
    fixture.pass(3);
    root.addEvent("early", Attributes.of(stringKey("e"), "x"));
    root.addEvent("given", Attributes.empty(), ManualClock.EPOCH, TimeUnit.NANOSECONDS);
    SpanContext other = Fixture.caller().getSpanContext();
    root.addLink(other).addLink(SpanContext.getInvalid());
    SpanData data = rescued(root, 4);
    root.setAttribute("late", "x").updateName("late").setStatus(StatusCode.OK);
    root.addEvent("late").addLink(other);

    assertThat(data.getName()).isEqualTo("GET /a");
    assertThat(data.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(data.getStatus()).isEqualTo(StatusData.create(StatusCode.ERROR, "why"));
    assertThat(data.getAttributes())
        .isEqualTo(
            Attributes.builder()
                .put("a", "2")
                .put("n", 7)
                .put("weft.sampling.rescued", true)
                .put("weft.sampling.rescue.reason", "slow")
                .build());
    assertThat(data.getTotalAttributeCount()).isEqualTo(4);
    assertThat(data.getEvents()).hasSize(2);
    assertThat(data.getEvents().get(0).getName()).isEqualTo("early");
    assertThat(data.getEvents().get(0).getEpochNanos())
        .isEqualTo(data.getStartEpochNanos() + 3_000_000);
    assertThat(data.getEvents().get(1).getEpochNanos()).isEqualTo(ManualClock.EPOCH);
    assertThat(data.getLinks()).containsExactly(LinkData.create(other));
    assertThat(data.getEndEpochNanos() - data.getStartEpochNanos()).isEqualTo(7_000_000);
    assertThat(data.getStartEpochNanos()).isEqualTo(ManualClock.EPOCH - 5_000_000_000L);
    assertThat(data.getInstrumentationScopeInfo().getName()).isEqualTo("dev.weft.test");
    assertThat(data.getInstrumentationScopeInfo().getSchemaUrl())
        .isEqualTo(Fixture.SCOPE.schemaUrl());
    assertThat(data.getResource().getAttribute(stringKey("service.name"))).isEqualTo("shop");
    assertThat(data.hasEnded()).isTrue();
  }

  @Test
  void okIsFinal() {
    Span root = fixture.root().setStatus(StatusCode.OK, "no text").setStatus(StatusCode.ERROR);

    assertThat(rescued(root, 1).getStatus()).isEqualTo(StatusData.ok());
  }

  @Test
  void exceptionIsAnEventEvenIfItsOwnMethodsFail() {
    Span root = fixture.root();
    root.recordException(
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException();
          }
        });
    root.recordException(new RuntimeException("told"), Attributes.of(booleanKey("x"), true));
    SpanData data = rescued(root, 1);

    assertThat(data.getEvents()).extracting("name").containsExactly("exception", "exception");
    assertThat(data.getEvents().get(0).getAttributes().get(stringKey("exception.type")))
        .startsWith(RescuedSpanTest.class.getName());
    Attributes told = data.getEvents().get(1).getAttributes();
    assertThat(told.get(stringKey("exception.message"))).isEqualTo("told");
    assertThat(told.get(stringKey("exception.stacktrace"))).contains("told");
    assertThat(told.get(booleanKey("x"))).isTrue();
  }

  @Test
  void limitsHold() {
    Fixture limited =
        new Fixture(
                SpanLimits.builder()
                    .setMaxNumberOfAttributes(3)
                    .setMaxAttributeValueLength(4)
                    .setMaxNumberOfEvents(1)
                    .setMaxNumberOfAttributesPerEvent(1)
                    .setMaxNumberOfLinks(1)
                    .setMaxNumberOfAttributesPerLink(0)
                    .build())
            .rules("slow>0ms");
    Span root = limited.root();
    root.setAttribute("long", "abcdef")
        .setAttribute(stringArrayKey("s"), Arrays.asList("ab", "abcde"));
    root.setAttribute("c", "1").setAttribute("d", "1").setAttribute("c", "2");
    Attributes two = Attributes.of(stringKey("a"), "abcdef", stringKey("b"), "b");
    root.addEvent("one", two).addEvent("two");
    SpanContext other = Fixture.caller().getSpanContext();
    root.addLink(other, two).addLink(other);
    limited.pass(1);
    root.end();
    SpanData data = limited.exported.remove();

    assertThat(data.getAttributes().get(stringKey("long"))).isEqualTo("abcd");
    assertThat(data.getAttributes().get(stringArrayKey("s"))).containsExactly("ab", "abcd");
    assertThat(data.getAttributes().get(stringKey("c"))).isEqualTo("2");
    assertThat(data.getAttributes().get(stringKey("d"))).isNull();
    assertThat(data.getTotalAttributeCount()).isEqualTo(data.getAttributes().size() + 1);
    assertThat(data.getEvents()).hasSize(1);
    assertThat(data.getTotalRecordedEvents()).isEqualTo(2);
    assertThat(data.getEvents().get(0).getAttributes())
        .isEqualTo(Attributes.of(stringKey("a"), "abcd"));
    assertThat(data.getEvents().get(0).getTotalAttributeCount()).isEqualTo(2);
    assertThat(data.getLinks()).hasSize(1);
    assertThat(data.getTotalRecordedLinks()).isEqualTo(2);
    assertThat(data.getLinks().get(0).getAttributes().isEmpty()).isTrue();
  }

  @Test
  void manyAttributesFit() {
    Span root = fixture.root();
    for (int i = 0; i < 200; i++) {
      root.setAttribute("key" + i, i);
    }
    SpanData data = rescued(root, 1);

    assertThat(data.getAttributes().size()).isEqualTo(128 + 2);
    assertThat(data.getTotalAttributeCount()).isEqualTo(200 + 2);
  }

  /** Ends the root that much later, and returns its data. */
  private SpanData rescued(Span root, long millis) {
    fixture.pass(millis);
    root.end();
    return fixture.exported.stream()
        .filter(span -> span.getSpanContext().equals(root.getSpanContext()))
        .findAny()
        .orElseThrow();
  }
}
