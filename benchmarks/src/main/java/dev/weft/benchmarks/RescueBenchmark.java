package dev.weft.benchmarks;

import dev.weft.propagation.Propagators;
import dev.weft.sampler.PolicySampler;
import dev.weft.sampler.SamplingOptions;
import dev.weft.sampler.SamplingPolicy;
import dev.weft.sampler.rescue.Rescue;
import dev.weft.sampler.rescue.RescueRules;
import dev.weft.sampler.rescue.RescueSettings;
import dev.weft.tracing.AgentThread;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

/**
 * A request of ten spans: sampled by the SDK, dropped, and dropped with rescue on, so that it is
 * recorded and thrown away. Nothing is exported, which only the sampled one would have to pay for.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RescueBenchmark {
  @Param({"sampled", "dropped", "thrown away"})
  public String request = "sampled";

  private final TenSpans spans = new TenSpans();

  @Setup
  public void configure() {
    Consumer<String> fatal =
        problem -> {
          throw new IllegalStateException(problem);
        };
    Rescue rescue =
        new Rescue(
            Recording.ENVIRONMENT,
            span -> fatal.accept("nothing is slow here"),
            task -> new AgentThread(task, "rescue"));
    if (request.equals("thrown away")) {
      RescueRules rules = RescueRules.parse("rules", "errors, slow>10s", fatal);
      rescue.configure(RescueSettings.builder().rules(rules).build());
    }
    String sampler = request.equals("sampled") ? "always_on" : "always_off";
    Map<String, String> options = Collections.singletonMap(SamplingOptions.SAMPLER, sampler);
    PolicySampler policy =
        new PolicySampler(SamplingPolicy.of(options, rescue.droppedSpans(), fatal, fatal));
    Tracing.configure(
        Recording.spans(),
        Propagators.create(Collections.singletonList("tracecontext"), fatal),
        TracingSettings.defaults(),
        policy);
  }

  @Benchmark
  public Map<String, String> tenSpans() {
    return spans.serve();
  }
}
