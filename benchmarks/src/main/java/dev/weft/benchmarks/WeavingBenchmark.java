package dev.weft.benchmarks;

import dev.weft.weaver.match.ClassMatch;
import dev.weft.weaver.match.ClassMatcher;
import dev.weft.weaver.plan.AdviceCall;
import dev.weft.weaver.plan.AdvicePlan;
import dev.weft.weaver.plan.MethodRule;
import dev.weft.weaver.plan.ModuleEntry;
import dev.weft.weaver.plan.ModulePlan;
import dev.weft.weaver.plan.PlanWriter;
import dev.weft.weaver.plan.TypeRule;
import dev.weft.weaver.plan.WeavingPlan;
import dev.weft.weaver.weave.ClassWeaver;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a class that is woven costs when it is loaded: found by its exact name, then one of its
 * methods gets a call on entry and one on exit. The class is {@link ThreadPoolExecutor}, 20 KB.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class WeavingBenchmark {
  private static final String NAME = "java/util/concurrent/ThreadPoolExecutor";

  private final ClassMatcher matcher = matcher();
  private byte[] classFile;
  private ClassMatch match;

  @Setup
  public void readClass() throws IOException {
    try (InputStream in =
        ThreadPoolExecutor.class.getResourceAsStream("ThreadPoolExecutor.class")) {
      if (in == null) {
        throw new IOException("no " + NAME);
      }
      classFile = in.readAllBytes();
    }
    ClassMatch found = match();
    if (found == null) {
      throw new IllegalStateException("nothing matches");
    }
    match = found;
    if (weave() == null) {
      throw new IllegalStateException("nothing is woven");
    }
  }

  @Benchmark
  public @Nullable ClassMatch match() {
    // The JVM hands over a new string each time, whose hash is not known yet.
    return matcher.match(null, new String(NAME), classFile);
  }

  @Benchmark
  public byte @Nullable [] weave() {
    ClassWeaver weaver = new ClassWeaver(match::advice, handle -> handle);
    return weaver.weave(classFile);
  }

  private static ClassMatcher matcher() {
    AdvicePlan advice =
        new AdvicePlan(
            "Advice",
            new AdviceCall(1, "weft$enter", List.of(), List.of()),
            new AdviceCall(2, "weft$exit", List.of(), List.of()),
            true);
    MethodRule methods = new MethodRule(List.of("execute"), null, null, true);
    TypeRule rule = new TypeRule(List.of(NAME), false, methods, advice);
    ModulePlan plan = new ModulePlan(List.of(rule), List.of(), List.of(), List.of(), List.of());
    ModuleEntry module = PlanWriter.module("executors", List.of(), true, plan, 0);
    return new ClassMatcher(
        WeavingPlan.read(WeavingPlan.write(List.of(module))).modules(),
        new ClassLoader(null) {},
        new NoEvents());
  }
}
