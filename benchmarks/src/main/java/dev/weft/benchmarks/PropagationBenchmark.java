package dev.weft.benchmarks;

import dev.weft.propagation.Propagators;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a request's context and writing that of an outgoing one, by the default propagators. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PropagationBenchmark {

  /** Whose propagators. */
  public enum Implementation {
    WEFT(
        Propagators.create(
            Propagators.DEFAULT,
            warning -> {
              throw new IllegalStateException(warning);
            })),
    OPENTELEMETRY(
        TextMapPropagator.composite(
            W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance()));

    private final TextMapPropagator propagator;

    Implementation(TextMapPropagator propagator) {
      this.propagator = propagator;
    }
  }

  /** What comes in. */
  public enum Request {
    NOTHING,
    PARENT("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03"),
    STATE(PARENT, "tracestate", "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7"),
    BAGGAGE(STATE, "baggage", "userId=alice,serverNode=DF%2028,isProduction=false");

    private final Map<String, List<String>> headers;

    Request() {
      headers = Map.of("accept", List.of("*/*"), "user-agent", List.of("benchmark"));
    }

    Request(String name, String value) {
      headers = new HashMap<>(Map.of(name, List.of(value)));
    }

    Request(Request above, String name, String value) {
      headers = new HashMap<>(above.headers);
      headers.put(name, List.of(value));
    }
  }

  @Param public Implementation implementation = Implementation.WEFT;
  @Param public Request request = Request.PARENT;

  private final Map<String, String> outgoing = new HashMap<>();
  private TextMapPropagator propagator = TextMapPropagator.noop();
  private Context context = Context.root();

  @Setup
  public void extractOnce() {
    propagator = implementation.propagator;
    context = extract();
  }

  @Benchmark
  public Context extract() {
    return propagator.extract(Context.root(), request.headers, Getter.INSTANCE);
  }

  @Benchmark
  public Map<String, String> inject() {
    propagator.inject(context, outgoing, Setter.INSTANCE);
    return outgoing;
  }

  private enum Getter implements TextMapGetter<Map<String, List<String>>> {
    INSTANCE;

    @Override
    public Iterable<String> keys(Map<String, List<String>> headers) {
      return headers.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, List<String>> headers, String name) {
      List<String> values = headers == null ? null : headers.get(name);
      return values == null ? null : values.get(0);
    }

    @Override
    public Iterator<String> getAll(@Nullable Map<String, List<String>> headers, String name) {
      List<String> values = headers == null ? null : headers.get(name);
      return values == null ? Collections.emptyIterator() : values.iterator();
    }
  }

  private enum Setter implements TextMapSetter<Map<String, String>> {
    INSTANCE;

    @Override
    public void set(@Nullable Map<String, String> headers, String name, String value) {
      if (headers != null) {
        headers.put(name, value);
      }
    }
  }
}
