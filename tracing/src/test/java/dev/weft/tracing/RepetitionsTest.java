package dev.weft.tracing;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RepetitionsTest {
  private static final ContextKey<Operation> KEY = ContextKey.named("test");

  @RegisterExtension private final TestTracing traced = new TestTracing();

  @Test
  void marksTheQueryFromTheThresholdOnAndTheRequestAtItsEnd() {
    TestOperation request = start("request");
    for (int i = 0; i < 6; i++) {
      query("select a from item where sku = ?");
      query("select once where n = " + i);
    }
    request.end();

    assertThat(traced.spans())
        .filteredOn(span -> span.getName().contains("item"))
        .extracting(span -> span.getAttributes().get(longKey("weft.db.repeat.count")))
        .containsExactly(null, null, null, null, 5L, 6L);
    assertThat(requestSpan().getAttributes().get(longKey("weft.db.repeated.count"))).isEqualTo(6);
    assertThat(requestSpan().getAttributes().get(stringKey("weft.db.repeated.query.text")))
        .isEqualTo("select a from item where sku = ?");
  }

  @Test
  void countsForTheRequestWhateverIsInBetween() {
    TestOperation request = start("request");
    for (int i = 0; i < 5; i++) {
      TestOperation step = start("step");
      query("select item");
      step.end();
    }
    request.end();

    assertThat(requestSpan().getAttributes().get(longKey("weft.db.repeated.count"))).isEqualTo(5);
  }

  @Test
  void findsTheRequestBelowContextsOfOthers() {
    TestOperation request = start("request");
    Context enriched = Context.current().with(ContextKey.named("other"), "value");
    for (int i = 0; i < 5; i++) {
      count(enriched, "select item", Span.getInvalid());
    }
    request.end();

    assertThat(requestSpan().getAttributes().get(longKey("weft.db.repeated.count"))).isEqualTo(5);
  }

  @Test
  void saysNothingOfWhatIsRareOrHasNoRequest() {
    TestOperation request = start("request");
    for (int i = 0; i < 4; i++) {
      query("select item");
    }
    request.end();
    for (int i = 0; i < 6; i++) {
      query("select item");
      count(request.context(), "select item", Span.getInvalid());
    }

    assertThat(traced.spans()).allMatch(span -> span.getAttributes().isEmpty());
  }

  @Test
  void staysSilentWhereItIsSwitchedOff() {
    traced.configure(TracingSettings.builder().repeatThreshold(0).build(), Sampler.alwaysOn());
    TestOperation request = start("request");
    for (int i = 0; i < 10; i++) {
      query("select item");
    }
    request.end();

    assertThat(traced.spans()).allMatch(span -> span.getAttributes().isEmpty());
  }

  @Test
  void countsABoundedNumberOfDifferentQueries() {
    TestOperation request = start("request");
    for (int i = 0; i < 1_000; i++) {
      query("select n" + i);
    }
    for (int i = 0; i < 10; i++) {
      query("select late");
      query("select n0");
    }
    request.end();

    assertThat(requestSpan().getAttributes().get(longKey("weft.db.repeated.count"))).isEqualTo(11);
    assertThat(requestSpan().getAttributes().get(stringKey("weft.db.repeated.query.text")))
        .isEqualTo("select n0");
  }

  private SpanData requestSpan() {
    return traced.spans().stream().filter(s -> s.getName().equals("request")).findAny().get();
  }

  private static void query(String text) {
    Span span = TestTracing.start(tracing(), text);
    count(Context.current(), text, span);
    span.end();
  }

  private static void count(Context above, String text, Span span) {
    Repetitions.count(above, text, span, tracing().settings());
  }

  private static TestOperation start(String name) {
    Context parent = Context.current();
    Span span = TestTracing.start(tracing(), name);
    TestOperation operation = new TestOperation(tracing(), span, parent);
    operation.attach(parent);
    return operation;
  }

  private static Tracing tracing() {
    @Nullable Tracing current = Tracing.current();
    assertThat(current).isNotNull();
    return current;
  }

  private static final class TestOperation extends Operation {
    TestOperation(Tracing tracing, Span span, Context parent) {
      super(tracing, span, parent, KEY);
    }

    void end() {
      if (claimEnd()) {
        span().end();
      }
      detach();
    }
  }
}
