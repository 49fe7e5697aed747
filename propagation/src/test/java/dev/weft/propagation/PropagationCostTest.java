package dev.weft.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.lang.management.ManagementFactory;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

/**
 * The bytes of reading and writing a context: those of its objects and strings, compiled or not.
 * The carrier here makes no garbage of its own.
 */
class PropagationCostTest {
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03";
  private static final String STATE = "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7";
  private static final int TIMES = 20_000;

  /** A context of one span: 40 and 16; its identity: 32; ids of 32 and 16 characters: 72 and 56. */
  private static final long CONTEXT = 216;

  private static final long TRACE_STATE = 24;

  /** A string of 55 characters, 96, and before the JIT has seen it often the builder as well. */
  private static final long TRACEPARENT = 300;

  private final TextMapPropagator propagator =
      Propagators.create(Propagators.DEFAULT, warning -> {});

  @Test
  void extractMakesTheContextAndItsStrings() {
    assertThat(bytesOfExtract(new Carrier(null, null))).isZero();
    assertThat(bytesOfExtract(new Carrier(PARENT, null))).isEqualTo(CONTEXT);
    assertThat(bytesOfExtract(new Carrier(PARENT, STATE))).isEqualTo(CONTEXT + TRACE_STATE);
  }

  @Test
  void injectMakesOneHeader() {
    Carrier carrier = new Carrier(PARENT, STATE);
    Context context = propagator.extract(Context.root(), carrier, carrier);
    assertThat(Span.fromContext(context).getSpanContext().isValid()).isTrue();

    assertThat(bytesEach(() -> propagator.inject(context, carrier, carrier)))
        .isLessThan(TRACEPARENT);
    assertThat(carrier.parent).isEqualTo(PARENT);
    assertThat(carrier.state).isSameAs(STATE);
  }

  private long bytesOfExtract(Carrier carrier) {
    return bytesEach(() -> propagator.extract(Context.root(), carrier, carrier));
  }

  private static long bytesEach(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    repeat(work);
    long before = threads.getThreadAllocatedBytes(thread);
    repeat(work);
    return (threads.getThreadAllocatedBytes(thread) - before) / TIMES;
  }

  private static void repeat(Runnable work) {
    for (int i = 0; i < TIMES; i++) {
      work.run();
    }
  }

  private static final class Carrier
      implements TextMapGetter<Carrier>, TextMapSetter<Carrier>, Iterator<String> {
    private String parent;
    private String state;
    private String next;

    Carrier(String parent, String state) {
      this.parent = parent;
      this.state = state;
    }

    @Override
    public Iterable<String> keys(Carrier carrier) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String get(Carrier carrier, String name) {
      return switch (name) {
        case "traceparent" -> parent;
        case "tracestate" -> state;
        default -> null;
      };
    }

    @Override
    public Iterator<String> getAll(Carrier carrier, String name) {
      next = get(carrier, name);
      return this;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public String next() {
      String value = next;
      next = null;
      return value;
    }

    @Override
    public void set(Carrier carrier, String name, String value) {
      if (name.equals("traceparent")) {
        parent = value;
      } else {
        state = value;
      }
    }
  }
}
