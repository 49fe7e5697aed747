package dev.weft.tracing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OperationCostTest {
  private static final ContextKey<Operation> KEY = ContextKey.named("test");
  private static final StartView<String> NOTHING_KNOWN = new NothingKnown();

  @RegisterExtension private final TestTracing traced = new TestTracing();

  @AfterEach
  void disarm() {
    OperationCost.arm(0);
  }

  @Test
  void timesAsManyOperationsAsWereAskedFor() {
    OperationCost.arm(3);

    for (int i = 0; i < 5; i++) {
      decideAndStart().end();
    }

    assertThat(OperationCost.timed()).isEqualTo(3);
    assertThat(OperationCost.nanosPerSecond()).isPositive();
  }

  @Test
  void timesNothingUntilItIsAskedTo() {
    decideAndStart().end();

    assertThat(OperationCost.timed()).isZero();
    assertThat(OperationCost.nanosPerSecond()).isZero();
  }

  @Test
  void letsGoOfItsThreadWhileItIsHeld() throws Exception {
    OperationCost.arm(1);
    List<OperationCost> held = new CopyOnWriteArrayList<>();
    WeakReference<Thread> worker =
        runToItsEnd(
            () -> {
              OperationCost.mayBegin();
              held.add(requireNonNull(OperationCost.begun()));
            });

    for (int i = 0; i < 50 && worker.get() != null; i++) {
      System.gc();
    }

    assertThat(held).hasSize(1);
    assertThat(worker.get()).isNull();
  }

  private static WeakReference<Thread> runToItsEnd(Runnable work) throws InterruptedException {
    Thread thread = new Thread(work);
    thread.start();
    thread.join();
    return new WeakReference<>(thread);
  }

  @Test
  void addsTheEndOfAnOperationToItsBeginning() {
    OperationCost.arm(1);
    TestOperation operation = decideAndStart();
    double begun = OperationCost.nanosPerSecond();

    operation.end();
    double ended = OperationCost.nanosPerSecond();

    // The rate is known with the last operation asked for, and stays.
    assertThat(ended).isGreaterThan(begun);
    operation.end();
    assertThat(OperationCost.nanosPerSecond()).isEqualTo(ended);
  }

  @Test
  void leavesAloneWhatAnotherThreadHasBegun() throws Exception {
    OperationCost.arm(1);
    Thread deciding = new Thread(() -> Tracing.current().decide(Context.root(), NOTHING_KNOWN, ""));
    deciding.start();
    deciding.join();

    assertThat(OperationCost.begun()).isNull();
    assertThat(OperationCost.timed()).isZero();
  }

  private static TestOperation decideAndStart() {
    Tracing tracing = Tracing.current();
    Context current = Context.current();
    HeadDecision decision = tracing.decide(current, NOTHING_KNOWN, "");
    Span span =
        tracing.start(
            new InstrumentationScope("t"), SpanKind.INTERNAL, "t", Context.root(), decision);
    return new TestOperation(tracing, span, current);
  }

  private static final class TestOperation extends Operation {
    TestOperation(Tracing tracing, Span span, Context parent) {
      super(tracing, span, parent, KEY);
      attach(parent);
    }

    void end() {
      if (claimEnd()) {
        span().end();
      }
      detach();
    }
  }

  private static final class NothingKnown implements StartView<String> {
    @Override
    public SpanKind kind() {
      return SpanKind.INTERNAL;
    }

    @Override
    public @Nullable String attribute(String request, String key) {
      return null;
    }
  }
}
