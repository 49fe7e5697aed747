package dev.weft.tracing.scheduling;

import static io.opentelemetry.semconv.CodeAttributes.CODE_FUNCTION_NAME;
import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.TestTracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobTracingTest {
  @RegisterExtension private final TestTracing traced = new TestTracing();

  private final JobTracing tracing = new JobTracing("test");

  @Test
  void namesTheRunByClassAndMethod() {
    tracing.start(Map.Entry.class, "send").end(null);

    SpanData span = traced.span();
    assertThat(span.getName()).isEqualTo("Entry.send");
    assertThat(span.getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(span.getAttributes().get(CODE_FUNCTION_NAME)).isEqualTo("java.util.Map$Entry.send");
    assertThat(span.getAttributes().size()).isEqualTo(1);
  }

  @Test
  void keepsTheClassAroundAnAnonymousOne() {
    tracing.start(new Object() {}.getClass(), "send").end(null);

    assertThat(traced.span().getName()).isEqualTo("JobTracingTest$1.send");
  }

  @Test
  void namesAGeneratedClassByTheOneItWasMadeFor() {
    Runnable lambda = () -> {};
    tracing.start(lambda.getClass(), "run").end(null);

    assertThat(traced.span().getName()).isEqualTo("JobTracingTest.run");
  }

  @Test
  void beginsATraceWhateverIsCurrent() {
    Span current =
        Span.wrap(
            SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault()));
    try (Scope unused = Context.root().with(current).makeCurrent()) {
      JobOperation run = tracing.start(String.class, "send");
      assertThat(Span.current()).isSameAs(run.span());
      run.end(null);
      assertThat(Span.current()).isSameAs(current);
    }

    assertThat(traced.span().getParentSpanContext().isValid()).isFalse();
    assertThat(traced.span().getTraceId()).isNotEqualTo(current.getSpanContext().getTraceId());
  }

  @Test
  void recordsTheFailureOnce() {
    JobOperation run = tracing.start(String.class, "send");
    run.end(new IllegalStateException());
    run.end(null);

    assertThat(traced.span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(traced.span().getAttributes().get(ERROR_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(traced.span().getEvents()).hasSize(1);
  }
}
