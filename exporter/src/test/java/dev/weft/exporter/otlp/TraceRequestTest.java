package dev.weft.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceRequestTest {
  private static final List<Resource> RESOURCES =
      List.of(
          Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "shop"), "url/1"),
          Resource.empty());
  private static final List<InstrumentationScopeInfo> SCOPES =
      List.of(
          InstrumentationScopeInfo.create("plain"),
          InstrumentationScopeInfo.builder("whole")
              .setVersion("1")
              .setSchemaUrl("url/2")
              .setAttributes(Attributes.of(AttributeKey.longKey("a"), 1L))
              .build());
  private static final List<String> TEXTS =
      List.of("x", "GET /users/{id}", "grüße", "漢字", "😀", "\u0000\u007f\u0080", "y".repeat(300));
  private static final List<Long> NUMBERS =
      List.of(0L, 1L, -1L, 127L, 128L, 16_384L, Long.MAX_VALUE, Long.MIN_VALUE);

  private final TraceRequest request = new TraceRequest(1 << 20);

  /** What a collector reads of our bytes is what it reads of those of OpenTelemetry's encoder. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void readsAsOpenTelemetrysEncodingDoes(int seed) throws IOException {
    for (int round = 0; round < 50; round++) {
      Random random = new Random(seed * 1_000L + round);
      List<SpanData> batch = new ArrayList<>();
      for (int i = random.nextInt(20); i >= 0; i--) {
        batch.add(span(random));
      }

      byte[] ours = encode(batch);

      assertThat(spans(ours)).isEqualTo(spans(theirs(batch)));
    }
  }

  @Test
  void keepsTheOrderOfSpansAttributesAndEvents() throws IOException {
    SpanData span =
        builder(new Random(1))
            .setAttributes(Attributes.of(key("a"), "1", key("b"), "2", key("c"), "3"))
            .setEvents(List.of(event("first"), event("second")))
            .build();

    Span read = only(encode(List.of(span)));

    assertThat(read.getAttributesList()).extracting("key").containsExactly("a", "b", "c");
    assertThat(read.getEventsList()).extracting("name").containsExactly("first", "second");
  }

  @Test
  void writesWhatIsEmptyOrNothing() throws IOException {
    SpanData span =
        builder(new Random(1))
            .setAttributes(
                Attributes.builder()
                    .put("text", "")
                    .put("number", 0)
                    .put("fraction", 0.0)
                    .put("truth", false)
                    .put(AttributeKey.stringArrayKey("list"), List.of())
                    .build())
            .setStatus(StatusData.unset())
            .build();

    Span read = only(encode(List.of(span)));

    assertThat(read.getAttributesList())
        .extracting(pair -> pair.getKey() + " " + pair.getValue().getValueCase())
        .containsExactlyInAnyOrder(
            "text " + AnyValue.ValueCase.STRING_VALUE,
            "number " + AnyValue.ValueCase.INT_VALUE,
            "fraction " + AnyValue.ValueCase.DOUBLE_VALUE,
            "truth " + AnyValue.ValueCase.BOOL_VALUE,
            "list " + AnyValue.ValueCase.ARRAY_VALUE);
    assertThat(read.hasStatus()).isFalse();
  }

  @Test
  void replacesHalvesOfCharacters() throws IOException {
    SpanData span =
        builder(new Random(1)).setAttributes(Attributes.of(key("a"), "x\ud83dy")).build();

    assertThat(only(encode(List.of(span))).getAttributes(0).getValue().getStringValue())
        .isEqualTo("x?y");
  }

  private byte[] encode(List<SpanData> batch) throws IOException {
    int size = request.encode(batch);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    request.writeTo(bytes);
    assertThat(bytes.size()).isEqualTo(size);
    return bytes.toByteArray();
  }

  private static byte[] theirs(List<SpanData> batch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TraceRequestMarshaler.create(batch).writeBinaryTo(bytes);
    return bytes.toByteArray();
  }

  /** All that is read, each span with where it comes from; the order of groups says nothing. */
  private static List<String> spans(byte[] bytes) throws IOException {
    List<String> spans = new ArrayList<>();
    ExportTraceServiceRequest.parseFrom(bytes)
        .getResourceSpansList()
        .forEach(
            resource ->
                resource
                    .getScopeSpansList()
                    .forEach(
                        scope ->
                            scope
                                .getSpansList()
                                .forEach(
                                    span ->
                                        spans.add(
                                            resource.getResource()
                                                + resource.getSchemaUrl()
                                                + scope.getScope()
                                                + scope.getSchemaUrl()
                                                + known(span)))));
    spans.sort(null);
    return spans;
  }

  /** An unset status may be written or not. */
  private static Span known(Span span) {
    return span.getStatus().equals(Status.getDefaultInstance())
        ? span.toBuilder().clearStatus().build()
        : span;
  }

  private static Span only(byte[] bytes) throws IOException {
    return ExportTraceServiceRequest.parseFrom(bytes)
        .getResourceSpans(0)
        .getScopeSpans(0)
        .getSpans(0);
  }

  private static SpanData span(Random random) {
    return builder(random).build();
  }

  private static TestSpanData.Builder builder(Random random) {
    SpanContext context = context(random, false);
    Attributes attributes = attributes(random);
    List<EventData> events = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Attributes more = attributes(random);
      events.add(
          EventData.create(
              random.nextLong() >>> 1, one(random, TEXTS), more, more.size() + random.nextInt(2)));
    }
    List<LinkData> links = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Attributes more = attributes(random);
      links.add(
          LinkData.create(
              context(random, random.nextBoolean()), more, more.size() + random.nextInt(2)));
    }
    return TestSpanData.builder()
        .setName(one(random, TEXTS))
        .setKind(one(random, Arrays.asList(SpanKind.values())))
        .setSpanContext(context)
        .setParentSpanContext(
            random.nextBoolean() ? SpanContext.getInvalid() : context(random, random.nextBoolean()))
        .setStartEpochNanos(1 + (random.nextLong() >>> 1))
        .setEndEpochNanos(1 + (random.nextLong() >>> 1))
        .setHasEnded(true)
        .setResource(one(random, RESOURCES))
        .setInstrumentationScopeInfo(one(random, SCOPES))
        .setStatus(
            one(
                random,
                List.of(
                    StatusData.unset(),
                    StatusData.ok(),
                    StatusData.error(),
                    StatusData.create(StatusCode.ERROR, one(random, TEXTS)))))
        .setAttributes(attributes)
        .setTotalAttributeCount(attributes.size() + random.nextInt(3))
        .setEvents(events)
        .setTotalRecordedEvents(events.size() + random.nextInt(3))
        .setLinks(links)
        .setTotalRecordedLinks(links.size() + random.nextInt(3));
  }

  private static SpanContext context(Random random, boolean remote) {
    String traceId = String.format("%016x%016x", random.nextLong(), random.nextLong() | 1);
    String spanId = String.format("%016x", random.nextLong() | 1);
    TraceFlags flags = TraceFlags.fromByte((byte) random.nextInt(4));
    TraceState state =
        random.nextBoolean()
            ? TraceState.getDefault()
            : TraceState.builder().put("a", "1").put("ot", "th:8").build();
    return remote
        ? SpanContext.createFromRemoteParent(traceId, spanId, flags, state)
        : SpanContext.create(traceId, spanId, flags, state);
  }

  private static Attributes attributes(Random random) {
    AttributesBuilder attributes = Attributes.builder();
    for (int i = random.nextInt(40) - 20; i > 0; i--) {
      String name = "key" + i;
      switch (random.nextInt(9)) {
        case 0 -> attributes.put(name, one(random, NUMBERS));
        case 1 -> attributes.put(name, random.nextBoolean());
        case 2 -> attributes.put(name, random.nextGaussian());
        case 3 -> attributes.put(AttributeKey.stringArrayKey(name), TEXTS);
        case 4 -> attributes.put(AttributeKey.longArrayKey(name), NUMBERS);
        case 5 -> attributes.put(AttributeKey.doubleArrayKey(name), List.of(1.5, -0.0));
        case 6 -> attributes.put(AttributeKey.booleanArrayKey(name), List.of(true, false));
        case 7 -> attributes.put(AttributeKey.valueKey(name), value());
        default -> attributes.put(name, one(random, TEXTS));
      }
    }
    return attributes.build();
  }

  private static Value<?> value() {
    return Value.of(
        KeyValue.of("text", Value.of("grüße")),
        KeyValue.of("bytes", Value.of(new byte[] {0, -1, 7})),
        KeyValue.of("list", Value.of(Value.of(1L), Value.of(true), Value.of(2.5))));
  }

  private static AttributeKey<String> key(String name) {
    return AttributeKey.stringKey(name);
  }

  private static EventData event(String name) {
    return EventData.create(1, name, Attributes.empty());
  }

  private static <T> T one(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
