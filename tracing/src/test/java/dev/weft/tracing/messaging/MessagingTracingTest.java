package dev.weft.tracing.messaging;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.tracing.AgentThread;
import dev.weft.tracing.StubbornSampler;
import dev.weft.tracing.TestTracing;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MessagingTracingTest {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT_ID = "b7ad6b7169203331";

  @RegisterExtension private final TestTracing traced = new TestTracing();

  private final PublishTracing<Note> publishing =
      new PublishTracing<>("test", "publish", new Note.Getter());
  private final ProcessTracing<Note> processing = new ProcessTracing<>("test", new Note.Getter());
  private final ReceiveTracing<Note, Note> receiving =
      new ReceiveTracing<>("test", "fetch", new Note.Getter(), new Note.Getter());
  private final Note note = new Note();

  @Test
  void describesAPublishedMessageOnceItsIdIsKnown() {
    MessagingOperation<Note> operation = publishing.start(note);
    note.id = "n1";
    operation.end(null);

    SpanData span = traced.span();
    assertThat(span.getName()).isEqualTo("publish orders");
    assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(span.getAttributes().asMap())
        .containsEntry(stringKey("messaging.system"), "pigeon")
        .containsEntry(stringKey("messaging.operation.name"), "publish")
        .containsEntry(stringKey("messaging.operation.type"), "send")
        .containsEntry(stringKey("messaging.destination.name"), "orders")
        .containsEntry(stringKey("messaging.client.id"), "loft")
        .containsEntry(stringKey("messaging.message.id"), "n1")
        .containsEntry(stringKey("messaging.message.conversation_id"), "talk")
        .containsEntry(stringKey("server.address"), "tower")
        .containsEntry(longKey("server.port"), 4711L)
        .containsEntry(longKey("messaging.pigeon.ring"), 7L);
  }

  @Test
  void tellsWhyPublishingFailed() {
    publishing.start(note).end(new IllegalStateException("loft is shut"));
    SpanData span = traced.span();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().get(stringKey("error.type")))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(span.getEvents()).hasSize(1);
  }

  @Test
  void publishesOnceThoughLibrariesSitOnEachOther() {
    MessagingOperation<Note> outer = publishing.start(note);
    assertThat(publishing.start(new Note())).isNull();
    assertThat(PublishTracing.current()).isSameAs(outer);
    outer.end(null);
    assertThat(PublishTracing.current()).isNull();
    publishing.start(note).end(null);
    assertThat(traced.spans()).hasSize(2);
  }

  @Test
  void isAChildOfWhoPublished() {
    MessagingOperation<Note> published = publishing.start(note);
    published.inject(note, Note::set);
    published.end(null);
    MessagingOperation<Note> processed = processing.start(note, null);
    assertThat(Span.current()).isSameAs(processed.span());
    processed.end(null);

    SpanData publisher = traced.spans().get(0);
    SpanData consumer = traced.spans().get(1);
    assertThat(consumer.getName()).isEqualTo("process orders");
    assertThat(consumer.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(consumer.getParentSpanId()).isEqualTo(publisher.getSpanId());
    assertThat(consumer.getLinks()).isEmpty();
    assertThat(consumer.getAttributes().get(stringKey("messaging.consumer.group.name")))
        .isEqualTo("readers");
  }

  @Test
  void followsTheLastWhoSentTheMessageOn() {
    note.headers.put(
        "traceparent", List.of("00-" + "1".repeat(32) + "-1111111111111111-01", traceparent()));
    processing.start(note, null).end(null);
    assertThat(traced.span().getTraceId()).isEqualTo(TRACE_ID);
  }

  @Test
  void linksTheProducerBelowAReceive() {
    traced.configure(receiveTraced(), Sampler.alwaysOn());
    note.set("traceparent", traceparent());
    note.batchSize = 1;
    Instant begun = receiving.begin();
    Context received = receiving.end(begun, note, List.of(note), null);
    processing.start(note, received).end(null);

    SpanData receive = traced.spans().get(0);
    SpanData process = traced.spans().get(1);
    assertThat(receive.getName()).isEqualTo("fetch orders");
    assertThat(receive.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(receive.getAttributes().get(longKey("messaging.batch.message_count"))).isEqualTo(1);
    assertThat(receive.getStartEpochNanos()).isLessThan(receive.getEndEpochNanos());
    assertThat(process.getParentSpanId()).isEqualTo(receive.getSpanId());
    for (SpanData span : traced.spans()) {
      assertThat(span.getTraceId()).isNotEqualTo(TRACE_ID);
      assertThat(span.getLinks())
          .extracting(LinkData::getSpanContext)
          .extracting(link -> link.getTraceId() + '-' + link.getSpanId())
          .containsExactly(TRACE_ID + '-' + PARENT_ID);
    }
  }

  @Test
  void makesNoSpanOfAReceiveUnlessAskedTo() {
    assertThat(receiving.begin()).isNull();
  }

  @Test
  void tellsWhyReceivingFailed() {
    traced.configure(receiveTraced(), Sampler.alwaysOn());
    receiving.end(receiving.begin(), note, List.of(), new IllegalStateException());
    assertThat(traced.span().getAttributes().get(stringKey("error.type")))
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void namesNoSpanAfterADestinationThatNobodyChose() {
    note.anonymous = true;
    processing.start(note, null).end(null);
    note.template = "reply-*";
    note.temporary = true;
    processing.start(note, null).end(null);

    assertThat(traced.spans())
        .extracting(SpanData::getName)
        .containsExactly("process", "process reply-*");
    assertThat(traced.spans())
        .extracting(span -> span.getAttributes().get(stringKey("messaging.destination.name")))
        .containsOnly("orders");
    assertThat(traced.spans())
        .extracting(span -> span.getAttributes().get(booleanKey("messaging.destination.anonymous")))
        .containsOnly(true);
    assertThat(traced.spans().get(1).getAttributes().asMap())
        .containsEntry(booleanKey("messaging.destination.temporary"), true)
        .containsEntry(stringKey("messaging.destination.template"), "reply-*");
  }

  @Test
  void capturesHeadersByTheirExactNames() {
    traced.configure(
        TracingSettings.builder().messageHeaders(List.of("Tenant-Id", "api", "api")).build(),
        Sampler.alwaysOn());
    note.headers.put("Tenant-Id", List.of("blue", "green"));
    note.set("tenant-id", "red");
    processing.start(note, null).end(null);
    assertThat(traced.span().getAttributes().get(stringArrayKey("messaging.header.Tenant_Id")))
        .containsExactly("blue", "green");
  }

  @Test
  void knowsTheMessageInWork() {
    assertThat(processing.current()).isNull();
    MessagingOperation<Note> operation = processing.start(note, null);
    assertThat(processing.current()).isSameAs(operation);
    assertThat(operation.message()).isSameAs(note);
    operation.end(null);
    assertThat(operation.message()).isNull();
    assertThat(processing.current()).isNull();
  }

  @Test
  void forgetsTheContextOfAMessageThatIsDoneWith() throws Exception {
    MessagingOperation<Note> left = processing.start(note, null);
    Thread other = new Thread(() -> left.end(null));
    other.start();
    other.join();
    MessagingOperation<Note> next = processing.start(new Note(), null);
    assertThat(next.span().getSpanContext().getTraceId())
        .isNotEqualTo(left.span().getSpanContext().getTraceId());
    next.end(null);
    left.detach();
  }

  @Test
  void carriesADroppedTraceOn() {
    traced.configure(new StubbornSampler(true), Sampler.alwaysOn());
    MessagingOperation<Note> published = publishing.start(note);
    published.inject(note, Note::set);
    published.end(null);
    MessagingOperation<Note> processed = processing.start(note, null);
    assertThat(processed.span().getSpanContext().getTraceId())
        .isEqualTo(published.span().getSpanContext().getTraceId());
    processed.end(null);
    assertThat(traced.spans()).isEmpty();
  }

  @Test
  void endsTheSpanOfAMessageThatCannotBeRead() {
    note.broken = new IllegalStateException("torn");
    assertThatThrownBy(() -> processing.start(note, null)).isSameAs(note.broken);
    assertThatThrownBy(() -> publishing.start(note)).isSameAs(note.broken);
  }

  @Test
  void leavesTheAgentsOwnMessagesAlone() throws Exception {
    AtomicReference<Object> started = new AtomicReference<>();
    Thread agent =
        new AgentThread(
            () -> {
              MessagingOperation<Note> operation = publishing.start(note);
              started.set(operation == null ? processing.start(note, null) : operation);
            },
            "agent");
    agent.start();
    agent.join();
    assertThat(started).hasNullValue();
  }

  @Test
  void startsNothingWithoutTracing() {
    Tracing.reset();
    assertThat(publishing.start(note)).isNull();
    assertThat(processing.start(note, null)).isNull();
    assertThat(receiving.begin()).isNull();
  }

  private static TracingSettings receiveTraced() {
    return TracingSettings.builder().receiveTraced(true).build();
  }

  private static String traceparent() {
    return "00-" + TRACE_ID + '-' + PARENT_ID + "-01";
  }
}
