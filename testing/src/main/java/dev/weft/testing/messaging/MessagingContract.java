package dev.weft.testing.messaging;

import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.EarlyDrops;
import dev.weft.testing.WeftExtension;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the instrumentation of a messaging library does, whichever it is. A test tells how a message
 * is published and how the next one is worked on; each test has a destination of its own.
 */
public abstract class MessagingContract {
  protected static final AttributeKey<String> SYSTEM = stringKey("messaging.system");
  protected static final AttributeKey<String> OPERATION = stringKey("messaging.operation.name");
  protected static final AttributeKey<String> TYPE = stringKey("messaging.operation.type");
  protected static final AttributeKey<String> DESTINATION = stringKey("messaging.destination.name");

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

  @RegisterExtension protected static final WeftExtension weft = WeftExtension.install();

  /** Publishes a message and returns when the broker has it, and its span has ended. */
  protected abstract void publish(String text, Map<String, String> headers) throws Exception;

  /** Takes the next message from the destination and works on it; returns after that. */
  protected abstract void process(Consumer<String> work) throws Exception;

  /** The expected {@code messaging.system}. */
  protected abstract String system();

  /** The expected {@code messaging.operation.name} of a published message. */
  protected abstract String publishOperation();

  /** The expected {@code messaging.destination.name} of a published message. */
  protected abstract String publishDestination();

  /** The expected {@code messaging.destination.name} of a message that is worked on. */
  protected abstract String processDestination();

  @Test
  void describesWhatIsPublished() throws Exception {
    publish("text", Map.of());
    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo(publishOperation() + ' ' + publishDestination());
    assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getAttributes().get(SYSTEM)).isEqualTo(system());
    assertThat(span.getAttributes().get(OPERATION)).isEqualTo(publishOperation());
    assertThat(span.getAttributes().get(TYPE)).isEqualTo("send");
    assertThat(span.getAttributes().get(DESTINATION)).isEqualTo(publishDestination());
    drain();
  }

  @Test
  void describesWhatIsWorkedOn() throws Exception {
    publish("text", Map.of());
    weft.awaitSpan();
    weft.clear();
    drain();
    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo("process " + processDestination());
    assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getAttributes().get(SYSTEM)).isEqualTo(system());
    assertThat(span.getAttributes().get(OPERATION)).isEqualTo("process");
    assertThat(span.getAttributes().get(TYPE)).isEqualTo("process");
    assertThat(span.getAttributes().get(DESTINATION)).isEqualTo(processDestination());
  }

  @Test
  void makesOneTraceFromThePublisherToTheWork() throws Exception {
    Span parent = weft.tracer().spanBuilder("parent").startSpan();
    try (Scope unused = parent.makeCurrent()) {
      publish("order", Map.of());
      assertThat(Span.current()).isSameAs(parent);
    } finally {
      parent.end();
    }
    List<String> texts = new ArrayList<>();
    process(
        text -> {
          texts.add(text);
          weft.tracer().spanBuilder("work").startSpan().end();
        });
    assertThat(texts).containsExactly("order");

    List<SpanData> spans = weft.awaitSpans(4);
    SpanData published = only(spans, SpanKind.PRODUCER);
    SpanData processed = only(spans, SpanKind.CONSUMER);
    SpanData work = named(spans, "work");
    assertThat(published.getParentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
    assertThat(processed.getParentSpanContext().isRemote()).isTrue();
    assertThat(processed.getParentSpanId()).isEqualTo(published.getSpanId());
    assertThat(work.getParentSpanId()).isEqualTo(processed.getSpanId());
    assertThat(spans)
        .extracting(SpanData::getTraceId)
        .containsOnly(parent.getSpanContext().getTraceId());
  }

  @Test
  void keepsTheTracesOfMessagesApart() throws Exception {
    publish("one", Map.of());
    publish("two", Map.of());
    List<SpanData> published = weft.awaitSpansAsBegun(2);
    weft.clear();
    List<String> traces = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      process(text -> traces.add(Span.current().getSpanContext().getTraceId()));
    }
    assertThat(Context.current()).isSameAs(Context.root());
    assertThat(traces)
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(published.stream().map(SpanData::getTraceId).toList());
    weft.awaitSpans(2);
  }

  @Test
  void replacesTheContextOfAMessageThatIsSentOn() throws Exception {
    publish("text", Map.of("traceparent", "00-" + TRACE_ID + "-b7ad6b7169203331-01"));
    SpanData published = weft.awaitSpan();
    assertThat(published.getTraceId()).isNotEqualTo(TRACE_ID);
    drain();
    assertThat(only(weft.awaitSpans(2), SpanKind.CONSUMER).getParentSpanId())
        .isEqualTo(published.getSpanId());
  }

  @Test
  void capturesHeadersThatAreAskedFor() throws Exception {
    weft.configure(TracingSettings.builder().messageHeaders(List.of("tenant-id")).build());
    publish("text", Map.of("tenant-id", "blue", "other", "x"));
    drain();
    assertThat(weft.awaitSpans(2))
        .allSatisfy(
            span ->
                assertThat(span.getAttributes().get(stringArrayKey("messaging.header.tenant_id")))
                    .containsExactly("blue"));
  }

  @Test
  void carriesUnsampledTracesOn() throws Exception {
    SpanContext unsampled =
        SpanContext.createFromRemoteParent(
            TRACE_ID, "b7ad6b7169203331", TraceFlags.getDefault(), TraceState.getDefault());
    try (Scope unused = Span.wrap(unsampled).makeCurrent()) {
      publish("text", Map.of());
    }
    process(
        text -> {
          SpanContext current = Span.current().getSpanContext();
          assertThat(current.getTraceId()).isEqualTo(TRACE_ID);
          assertThat(current.isSampled()).isFalse();
        });
    weft.awaitSpans(0);
  }

  @Test
  void carriesOnWhatWasDroppedEarly() throws Exception {
    weft.configure(EarlyDrops.AND_ROOTS);
    publish("text", Map.of());
    List<SpanContext> seen = new ArrayList<>();
    process(text -> seen.add(Span.current().getSpanContext()));
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).isValid()).isTrue();
    assertThat(seen.get(0).isSampled()).isFalse();
    weft.awaitSpans(0);
  }

  private void drain() throws Exception {
    process(text -> {});
  }

  /** The one span of this kind. */
  protected static SpanData only(List<SpanData> spans, SpanKind kind) {
    List<SpanData> found = spans.stream().filter(span -> span.getKind() == kind).toList();
    assertThat(found).as("%s in %s", kind, spans).hasSize(1);
    return found.get(0);
  }

  private static SpanData named(List<SpanData> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }
}
