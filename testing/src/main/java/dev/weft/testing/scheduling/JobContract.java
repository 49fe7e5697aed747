package dev.weft.testing.scheduling;

import static io.opentelemetry.semconv.CodeAttributes.CODE_FUNCTION_NAME;
import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.EarlyDrops;
import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a scheduler's instrumentation owes: one INTERNAL span per run, named by class and method,
 * that begins a trace and is above all that the job does.
 */
public abstract class JobContract {
  @RegisterExtension protected static final WeftExtension weft = WeftExtension.install();

  /** Schedules a job from the calling thread, and waits until it has done this work once. */
  protected abstract void schedule(Runnable work) throws Exception;

  /** The class of the job. */
  protected abstract Class<?> job();

  /** Its method. */
  protected abstract String method();

  @Test
  void beginsATrace() throws Exception {
    Span request = weft.tracer().spanBuilder("request").startSpan();
    try (Scope unused = request.makeCurrent()) {
      schedule(() -> {});
    } finally {
      request.end();
    }

    SpanData run = run(weft.awaitSpans(2));
    assertThat(run.getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(run.getParentSpanContext().isValid()).isFalse();
    assertThat(run.getTraceId()).isNotEqualTo(request.getSpanContext().getTraceId());
    assertThat(run.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(run.getAttributes().get(CODE_FUNCTION_NAME))
        .isEqualTo(job().getName() + '.' + method());
  }

  @Test
  void isAboveWhatTheJobDoes() throws Exception {
    ExecutorService others = Executors.newSingleThreadExecutor();
    schedule(
        () -> {
          weft.tracer().spanBuilder("on its thread").startSpan().end();
          CompletableFuture.runAsync(
                  () -> weft.tracer().spanBuilder("on another").startSpan().end(), others)
              .join();
        });
    others.shutdown();

    List<SpanData> spans = weft.awaitSpans(3);
    SpanData run = run(spans);
    assertThat(spans)
        .filteredOn(span -> span != run)
        .allMatch(span -> span.getParentSpanId().equals(run.getSpanId()));
  }

  @Test
  void recordsWhatLeavesTheJob() throws Exception {
    schedule(
        () -> {
          throw new IllegalStateException("contract");
        });

    SpanData run = weft.awaitSpan();
    assertThat(run.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(run.getAttributes().get(ERROR_TYPE)).isEqualTo("java.lang.IllegalStateException");
    assertThat(run.getEvents())
        .singleElement()
        .satisfies(event -> assertThat(event.getName()).isEqualTo("exception"));
  }

  @Test
  void givesEachRunItsTrace() throws Exception {
    schedule(() -> {});
    schedule(() -> {});

    assertThat(weft.awaitSpans(2)).extracting(SpanData::getTraceId).doesNotHaveDuplicates();
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker") // the leak is the point
  void takesTheThreadBackFromWhatTheJobLeavesThere() throws Exception {
    Span left = Span.wrap(SpanContext.getInvalid());
    schedule(() -> Context.root().with(left).makeCurrent());

    weft.awaitSpan();
    weft.assertNoContextLeft();
  }

  @Test
  void dropsARunWithAllBelowIt() throws Exception {
    weft.configure(EarlyDrops.AND_ROOTS);
    CompletableFuture<Boolean> sampled = new CompletableFuture<>();
    schedule(() -> sampled.complete(Span.current().getSpanContext().isSampled()));

    assertThat(sampled.get()).isFalse();
    assertThat(weft.awaitSpans(0)).isEmpty();
  }

  private SpanData run(List<SpanData> spans) {
    String name = job().getSimpleName() + '.' + method();
    List<SpanData> runs = spans.stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(runs).as("spans named %s of %s", name, spans).hasSize(1);
    return runs.get(0);
  }
}
