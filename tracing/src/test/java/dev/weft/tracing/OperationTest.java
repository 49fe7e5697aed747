package dev.weft.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OperationTest {
  private static final ContextKey<Operation> KEY = ContextKey.named("test");
  private static final ContextKey<String> OTHER = ContextKey.named("other");

  @RegisterExtension private final TestTracing traced = new TestTracing();

  private final AtomicInteger ends = new AtomicInteger();

  @Test
  void isCurrentUntilDetached() {
    TestOperation operation = start();
    assertThat(Context.current().get(KEY)).isSameAs(operation);
    assertThat(Span.current()).isSameAs(operation.span());
    operation.detach();
    assertThat(Context.current()).isSameAs(Context.root());
    assertThat(operation.isEnded()).isFalse();
    operation.end();
    assertThat(operation.isEnded()).isTrue();
  }

  @Test
  void restoresExactlyWhatWasBefore() {
    Context before = Context.root().with(OTHER, "before");
    try (Scope ignored = before.makeCurrent()) {
      TestOperation outer = start();
      TestOperation inner = start();
      inner.end();
      assertThat(Context.current()).isSameAs(outer.context());
      outer.end();
      assertThat(Context.current()).isSameAs(before);
    }
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker") // the leak is the point
  void cleansUpWhatOthersLeft() {
    TestOperation operation = start();
    Context.current().with(OTHER, "leaked").makeCurrent();
    operation.end();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void keepsItsHandsOffOtherThreads() throws Exception {
    TestOperation operation = start();
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Context seen =
          executor
              .submit(
                  () -> {
                    try (Scope ignored = operation.context().makeCurrent()) {
                      operation.detach();
                      operation.end();
                      return Context.current();
                    }
                  })
              .get();
      assertThat(seen).isSameAs(operation.context());
    } finally {
      executor.shutdown();
    }
    assertThat(Context.current()).isSameAs(operation.context());
    operation.detach();
    operation.detach();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void endsOnceUnderRaces() throws Exception {
    int threads = 4;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 1; round <= 500; round++) {
        TestOperation operation = start();
        CountDownLatch go = new CountDownLatch(1);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          done.add(
              executor.submit(
                  () -> {
                    go.await();
                    operation.end();
                    return null;
                  }));
        }
        go.countDown();
        operation.end();
        for (Future<?> future : done) {
          future.get();
        }
        assertThat(ends).hasValue(round);
        assertThat(traced.spans()).hasSize(round);
      }
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void keepsOperationUnderFurtherEntries() {
    TestOperation operation = start();
    Context more = operation.context().with(OTHER, "more");
    operation.end();
    assertThat(more.get(KEY)).isSameAs(operation);
    assertThat(Span.fromContext(more)).isSameAs(operation.span());
    assertThat(more.get(OTHER)).isEqualTo("more");
    assertThat(operation.context().get(OTHER)).isNull();
  }

  private TestOperation start() {
    Tracing tracing = Tracing.current();
    Context current = Context.current();
    Span span = TestTracing.start(tracing, "t");
    TestOperation operation = new TestOperation(tracing, span, current);
    operation.attach(current);
    return operation;
  }

  private final class TestOperation extends Operation {
    TestOperation(Tracing tracing, Span span, Context parent) {
      super(tracing, span, parent, KEY);
    }

    void end() {
      if (claimEnd()) {
        ends.incrementAndGet();
        span().end();
      }
      detach();
    }
  }
}
